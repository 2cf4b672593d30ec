// Choose what a page shows: one theme of several, some years (with lists, or drawn with the pointer across a chart),
// and one row of a matrix
(function () {
  "use strict";
  var Z = 1.959964, themed = Array.from(document.querySelectorAll("[data-theme]"));
  var years = unique(yearRows(document).map(yearOf)).sort();
  var chosen = { theme: "", from: years[0], to: years[years.length - 1] };

  function unique(list) { return Array.from(new Set(list)); }
  function yearRows(within) {
    return Array.from(within.querySelectorAll("figure tbody tr")).filter(function (row) {
      return row.closest("table").tHead.rows[0].cells[0].textContent === "Year" && /^\d{4}$/.test(yearOf(row));
    });
  }
  function yearOf(row) { return row.cells[0].textContent; }
  function markYear(mark) { return String(mark.__data__.datum.Year || ""); }
  function within(year) { return !years.length || (String(year) >= chosen.from && String(year) <= chosen.to); }
  function marksOf(figure) {
    return Array.from(figure.querySelectorAll(".chart svg *")).filter(function (part) {
      return part.__data__ && part.__data__.tooltip;
    });
  }
  function list(words, options, value, act) {
    var part = document.createElement("span"), label = document.createElement("label"), field = document.createElement("select");
    field.id = "choose-" + document.querySelectorAll(".choose select").length + "-" + words.toLowerCase();
    label.htmlFor = field.id;
    label.textContent = words;
    options.forEach(function (option) { field.add(new Option(option[1], option[0])); });
    field.value = value;
    field.addEventListener("change", function () { act(field.value); });
    part.append(label, " ", field);
    return part;
  }
  function same(text) { return [text, text]; }

  function pool(figure) {
    var line = figure.querySelector(".chosen"), sums = {}, seen = new Set();
    if (!line) return;
    marksOf(figure).forEach(function (mark) {
      var datum = mark.__data__.datum, key = datum.Side + datum.Year;
      if (datum.of === undefined || seen.has(key) || !within(datum.Year)) return;
      var sum = sums[datum.Side] = sums[datum.Side] || { k: 0, of: 0, rate: datum.rate };
      seen.add(key);
      sum.k += datum.k;
      sum.of += datum.of;
    });
    var told = Object.keys(sums).map(function (side) { return side.toLowerCase() + " " + write(sums[side]); });
    var whole = chosen.from === years[0] && chosen.to === years[years.length - 1];
    line.textContent = whole || !told.length ? "" : chosen.from + " to " + chosen.to + " together: " + told.join("; ") + ".";
  }
  function write(sum) {
    var share = sum.k / sum.of, n = sum.of, counted = sum.k.toLocaleString("en-GB") + " of " + n.toLocaleString("en-GB");
    if (sum.rate) return (100 * share).toFixed(2) + " per 100 findings (" + counted + ")";
    var middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
    var half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    var low = Math.max(0, middle - half), high = Math.min(1, middle + half);
    return Math.round(100 * share) + "% (" + counted + ", interval " + Math.round(100 * low) + "% to " + Math.round(100 * high) + "%)";
  }
  function fade(figure) {
    marksOf(figure).forEach(function (mark) {
      var datum = mark.__data__.datum;
      if (markYear(mark)) mark.style.opacity = within(markYear(mark)) ? "" : 0.15;
      if (figure.dataset.row !== undefined) mark.style.opacity = !figure.dataset.row || datum.Theme === figure.dataset.row ? "" : 0.15;
    });
  }
  function show(form) {
    form.querySelector("p").textContent = "Shown: " + (themed.length ? (chosen.theme || "all themes") + ", " : "") + chosen.from + " to " + chosen.to;
    themed.forEach(function (part) { part.hidden = chosen.theme !== "" && part.dataset.theme !== chosen.theme; });
    yearRows(document).forEach(function (row) { row.hidden = !within(yearOf(row)); });
    document.querySelectorAll("figure").forEach(function (figure) { fade(figure); pool(figure); });
    window.dispatchEvent(new Event("resize"));
  }
  function setYears(from, to, form) {
    chosen.from = from <= to ? from : to;
    chosen.to = from <= to ? to : from;
    form.querySelector(".from select").value = chosen.from;
    form.querySelector(".to select").value = chosen.to;
    show(form);
  }
  // a stretch of years, drawn with a mouse or pen across a chart, or down it where years run down
  function brush(place, form) {
    var down = place.classList.contains("narrow") ? "clientY" : "clientX", start = null;
    place.addEventListener("pointerdown", function (event) {
      if (event.pointerType !== "touch" && event.button === 0) { start = event[down]; place.classList.add("drawing"); }
    });
    window.addEventListener("pointerup", function (event) {
      if (start === null) return;
      var low = Math.min(start, event[down]), high = Math.max(start, event[down]), side = down === "clientY" ? "top" : "left";
      place.classList.remove("drawing");
      start = null;
      if (high - low < 8) return;
      var hit = marksOf(place.closest("figure")).filter(function (mark) {
        var at = mark.getBoundingClientRect()[side];
        return markYear(mark) && place.contains(mark) && at >= low - 6 && at <= high + 6;
      }).map(markYear).sort();
      if (hit.length) setYears(hit[0], hit[hit.length - 1], form);
    });
  }
  function offer() {
    var themes = unique(themed.map(function (part) { return part.dataset.theme; }));
    var first = themed[0] || (years.length > 2 && yearRows(document)[0].closest("figure"));
    if (!first || (themes.length < 2 && years.length < 3)) return;
    var form = document.createElement("div");
    form.className = "choose";
    form.setAttribute("role", "group");
    form.setAttribute("aria-label", "Choose what this page shows");
    if (themes.length > 1) form.append(list("Theme", [["", "All themes"]].concat(themes.map(same)), "", function (theme) {
      chosen.theme = theme;
      show(form);
    }));
    if (years.length > 2) {
      var from = list("From", years.map(same), chosen.from, function (year) { setYears(year, chosen.to, form); });
      var to = list("To", years.map(same), chosen.to, function (year) { setYears(chosen.from, year, form); });
      from.className = "from";
      to.className = "to";
      form.append(from, to);
    }
    var status = document.createElement("p");
    status.setAttribute("role", "status");
    form.append(status);
    first.before(form);
    return form;
  }
  function offerRow(figure, marks) {
    var themes = unique(marks.map(function (mark) { return mark.__data__.datum.Theme; }).filter(Boolean));
    if (themes.length < 2 || figure.dataset.row !== undefined) return;
    var form = document.createElement("div"), button = document.createElement("button");
    figure.dataset.row = "";
    form.className = "choose";
    form.append(list("Theme", [["", "All themes"]].concat(themes.map(same)), "", function (theme) {
      figure.dataset.row = theme;
      button.hidden = !theme || !window.showEvidence;
      figure.querySelectorAll("tbody tr").forEach(function (row) { row.hidden = theme !== "" && row.cells[0].textContent !== theme; });
      fade(figure);
    }), button);
    button.type = "button";
    button.hidden = true;
    button.textContent = "Go to its evidence, visit by visit";
    button.addEventListener("click", function () { window.showEvidence(figure, null, figure.dataset.row); });
    figure.querySelector(".subtitle").after(form);
  }
  var form = null;
  document.addEventListener("drawn", function (event) {
    var figure = event.target.closest("figure"), marks = marksOf(event.target);
    if (!figure) return;
    offerRow(figure, marks);
    var yearly = marks.some(markYear);
    if (!form && (yearly || figure.dataset.theme)) form = offer();
    if (form && yearly) {
      brush(event.target, form);
      if (!figure.querySelector(".chosen")) figure.querySelector(".subtitle").insertAdjacentHTML("afterend", '<p class="chosen"></p>');
    }
    fade(figure);
    pool(figure);
  });
})();
