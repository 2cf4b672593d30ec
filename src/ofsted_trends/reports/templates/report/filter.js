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
  });
})();
