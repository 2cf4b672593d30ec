// The evidence: rows with some words, and the evidence of one document and theme
(function () {
  "use strict";
  document.querySelectorAll(".evidence").forEach(function (evidence, number) {
    var id = "filter-" + number, form = document.createElement("div");
    form.className = "filter";
    form.innerHTML = '<label for="' + id + '">Find words in the evidence</label>' +
      '<input type="search" id="' + id + '" autocomplete="off"><p role="status"></p>';
    evidence.before(form);
    var field = form.querySelector("input"), status = form.querySelector("p");
    var rows = [], sections = Array.from(evidence.querySelectorAll("tbody"));
    sections.forEach(function (section) {
      var heading = section.querySelector('th[scope="rowgroup"]');
      section.querySelectorAll("tr").forEach(function (row) {
        if (!row.querySelector("td")) return;
        var words = (heading ? heading.textContent + " " : "") + row.textContent;
        rows.push({ row: row, words: words.toLowerCase() });
      });
    });
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase(), found = 0;
      rows.forEach(function (entry) {
        entry.row.hidden = wanted !== "" && entry.words.indexOf(wanted) < 0;
        if (!entry.row.hidden) found += 1;
      });
      sections.forEach(function (section) { section.hidden = !section.querySelector("tr:not([hidden]) td"); });
      evidence.querySelectorAll("details").forEach(function (part) {
        var shown = part.querySelectorAll("tr:not([hidden]) td").length;
        part.hidden = shown === 0;
        part.open = wanted !== "" && shown > 0;
      });
      status.textContent = wanted === "" ? "" : found + " of " + rows.length + " rows have these words";
    });
    function find(words) {
      field.value = words || "";
      field.dispatchEvent(new Event("input"));
    }
    // the browser's own way back leads back to the chart, too
    var back = document.createElement("a");
    back.textContent = "Back to the chart";
    window.showEvidence = function (figure, section, theme) {
      find(theme);
      if (section && section.hidden) find("");
      if (section) evidence.querySelectorAll("details").forEach(function (part) { part.open = part === section; });
      back.href = "#" + figure.id;
      (section ? section.querySelector("summary") : status).after(back);
      location.hash = section ? section.id : id;
      (section ? section.querySelector("summary") : field).focus();
    };
  });
})();
