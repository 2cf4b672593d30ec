(function () {
  "use strict";
  var table = document.getElementById("list"), body = table.tBodies[0], rows = Array.from(body.rows);
  var heads = Array.from(table.tHead.rows[0].cells), place = document.getElementById("find");
  place.innerHTML = '<div><label for="words">Find an authority or a region</label>' +
    '<input type="search" id="words" autocomplete="off"></div>' +
    '<div class="by"><label for="by">Sort by</label><select id="by"></select></div><p role="status" id="told"></p>';
  var words = document.getElementById("words"), by = document.getElementById("by"), told = document.getElementById("told");
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'’.]/g, "").replace(/[-,]/g, " ").replace(/\s+/g, " ").trim();
  }
  var missing = Array.from(document.querySelectorAll("#missing li"));
  var known = rows.concat(missing).map(function (part) { return { part: part, words: plain(part.dataset.words) }; });
  // the words as they stand, from the start of one; only where no name holds them so, each word anywhere
  function find() {
    var wanted = plain(words.value);
    function whole(each) { return wanted === "" || (" " + each.words).indexOf(" " + wanted) >= 0; }
    function apart(each) { return wanted.split(" ").every(function (word) { return each.words.indexOf(word) >= 0; }); }
    var fits = known.some(whole) ? whole : apart;
    known.forEach(function (each) { each.part.hidden = !fits(each); });
    function count(parts) { return parts.filter(function (part) { return !part.hidden; }).length; }
    var found = count(rows), without = count(missing);
    if (missing.length) document.getElementById("missing").hidden = without === 0;
    told.textContent = wanted === "" ? "" : found + without === 0 ? "No authority or region has this name" :
      found + " of " + rows.length + " authorities" + (without ? ", and " + without + " without a document at hand" : "");
  }
  // grades: the best first; visits: the latest first; what is missing comes last, whichever way
  function sort(column, order) {
    function key(row) { return row.cells[column].dataset.sort; }
    function missing(row) { return key(row) === "" || key(row) === "9"; }
    rows.map(function (row, number) { return [row, number]; }).sort(function (a, b) {
      if (missing(a[0]) !== missing(b[0])) return missing(a[0]) ? 1 : -1;
      if (key(a[0]) === key(b[0]) || missing(a[0])) return a[1] - b[1];
      return (key(a[0]) < key(b[0]) ? -1 : 1) * (order === "ascending" ? 1 : -1);
    }).forEach(function (pair) { body.appendChild(pair[0]); });
    heads.forEach(function (head, number) {
      if (number === column) head.setAttribute("aria-sort", order); else head.removeAttribute("aria-sort");
    });
    by.value = column + " " + order;
  }
  heads.forEach(function (head, number) {
    var name = head.textContent.trim(), last = number === heads.length - 1, first = last ? "descending" : "ascending";
    var ways = number === 0 ? ["A to Z", "Z to A"] : last ? ["latest first", "earliest first"] : ["best first", "worst first"];
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", function () {
      var now = head.getAttribute("aria-sort");
      sort(number, now === null ? first : now === "ascending" ? "descending" : "ascending");
    });
    head.textContent = "";
    head.appendChild(button);
    [first, first === "ascending" ? "descending" : "ascending"].forEach(function (order, way) {
      by.add(new Option(name + ", " + ways[way], number + " " + order));
    });
  });
  by.addEventListener("change", function () { var parts = by.value.split(" "); sort(Number(parts[0]), parts[1]); });
  words.addEventListener("input", find);
  sort(0, "ascending");
})();
