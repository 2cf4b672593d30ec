// Tables and evidence that a reader can filter, and the evidence of one document and theme
(function () {
  "use strict";
  // a row says its themes as "Fathers, Assessment (concern); Planning for the child (strength)"
  var STANCES = { "Concern, also mixed": ["concern", "mixed"], "Strength, also mixed": ["strength", "mixed"],
    "Mixed only": ["mixed"], "Neutral": ["neutral"] };
  function readParts(text) {
    return text.split("; ").reduce(function (found, part) {
      var match = /^(.*) \((concern|strength|mixed|neutral)\)$/.exec(part.trim());
      (match ? match[1] : part.trim()).split(", ").forEach(function (name) {
        if (name) found.push({ name: name, stance: match ? match[2] : "" });
      });
      return found;
    }, []);
  }
  function count(number) { return number.toLocaleString("en-GB"); }
  function readRow(row) {
    var section = row.closest("tbody").querySelector('th[scope="rowgroup"]'), part = row.closest("details");
    var entry = { row: row, choices: {}, words: ((section ? section.textContent + " " : "") + row.textContent).toLowerCase() };
    row.closest("table").querySelectorAll("thead th").forEach(function (head, place) {
      var name = head.dataset.choose, cell = row.cells[place];
      if (name && cell) entry.choices[name] = name === "Theme" ? readParts(cell.textContent) : [{ name: cell.textContent }];
    });
    if (part && part.dataset.year) entry.choices.Year = [{ name: part.dataset.year }];
    if (part && part.dataset.document) entry.choices.Document = [{ name: part.querySelector("caption").textContent }];
    return entry;
  }
  function addField(form, id, label, field) {
    var box = document.createElement("div"), words = document.createElement("label");
    field.id = id;
    words.htmlFor = id;
    words.textContent = label;
    box.append(words, field);
    form.append(box);
    return field;
  }
  function addSelect(form, id, label, names) {
    var field = document.createElement("select");
    field.add(new Option("All", ""));
    names.forEach(function (name) { field.add(new Option(name)); });
    return addField(form, id, label, field);
  }
  function listNames(rows, label) {
    var found = [];
    rows.forEach(function (entry) {
      (entry.choices[label] || []).forEach(function (part) { if (found.indexOf(part.name) < 0) found.push(part.name); });
    });
    return label === "Document" ? found : label === "Year" ? found.sort().reverse() : found.sort();
  }
  document.querySelectorAll("[data-filter]").forEach(function (place, number) {
    var what = place.dataset.filter, id = "filter-" + number, form = document.createElement("div");
    var rows = Array.from(place.querySelectorAll("tbody tr")).filter(function (row) { return row.querySelector("td"); }).map(readRow);
    if (!rows.length) return;
    form.className = "filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filter " + what);
    var words = document.createElement("input");
    words.type = "search";
    words.autocomplete = "off";
    addField(form, id, "Find words in " + what, words);
    var labels = [], selects = {}, stance = null;
    var judged = rows.some(function (entry) { return (entry.choices.Theme || []).some(function (part) { return part.stance; }); });
    rows.forEach(function (entry) {
      Object.keys(entry.choices).forEach(function (label) { if (labels.indexOf(label) < 0) labels.push(label); });
    });
    labels.forEach(function (label, n) {
      var names = listNames(rows, label);
      if (names.length > 1) selects[label] = addSelect(form, id + "-" + n, label, names);
      if (label === "Theme" && judged) stance = addSelect(form, id + "-stance", "Stance", Object.keys(STANCES));
    });
    var clear = document.createElement("button"), status = document.createElement("p");
    clear.type = "button";
    clear.textContent = "Show everything";
    status.setAttribute("role", "status");
    form.append(clear, status);
    place.before(form);
    function fits(entry) {
      var wanted = words.value.trim().toLowerCase(), stances = stance && stance.value ? STANCES[stance.value] : null;
      return (!wanted || entry.words.indexOf(wanted) >= 0) && Object.keys(selects).every(function (label) {
        var chosen = selects[label].value;
        return !chosen || (entry.choices[label] || []).some(function (part) {
          return part.name === chosen && (label !== "Theme" || !stances || stances.indexOf(part.stance) >= 0);
        });
      }) && (!stances || (entry.choices.Theme || []).some(function (part) { return stances.indexOf(part.stance) >= 0; }));
    }
    function apply() {
      var fields = Object.values(selects).concat(stance ? [stance] : [], [words]);
      var active = fields.some(function (field) { return field.value.trim() !== ""; }), found = 0;
      rows.forEach(function (entry) {
        entry.row.hidden = active && !fits(entry);
        if (!entry.row.hidden) found += 1;
      });
      place.querySelectorAll("tbody").forEach(function (section) { section.hidden = !section.querySelector("tr:not([hidden]) td"); });
      place.querySelectorAll("details").forEach(function (part) {
        var shown = part.querySelectorAll("tr:not([hidden]) td").length;
        part.hidden = shown === 0;
        part.open = active && shown > 0;
      });
      status.textContent = active ? count(found) + " of " + count(rows.length) + " rows match" : "";
    }
    function reset() {
      Object.values(selects).concat(stance ? [stance] : [], [words]).forEach(function (field) { field.value = ""; });
      apply();
    }
    form.addEventListener("input", apply);
    clear.addEventListener("click", reset);
    if (!place.classList.contains("evidence")) return;
    // the browser's own way back leads back to the chart, too
    var back = document.createElement("a");
    back.textContent = "Back to the chart";
    window.showEvidence = function (figure, section, theme) {
      reset();
      var chosen = theme && selects.Theme && Array.from(selects.Theme.options).some(function (option) { return option.value === theme; });
      if (chosen) selects.Theme.value = theme;
      else words.value = theme || "";
      apply();
      if (section && section.hidden) reset();
      if (section) place.querySelectorAll("details").forEach(function (part) { part.open = part === section; });
      back.href = "#" + figure.id;
      (section ? section.querySelector("summary") : status).after(back);
      location.hash = section ? section.id : id;
      (section ? section.querySelector("summary") : chosen ? selects.Theme : words).focus();
    };
  });
})();
