// The marks of a chart with the keyboard: arrow keys go from mark to mark, Enter (or a click) goes to the evidence of
// the mark, or to its row in the table below
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  function find(place) {
    return Array.from(place.querySelectorAll("svg *")).filter(function (part) {
      return part.__data__ && part.__data__.tooltip;
    });
  }
  function middle(mark) {
    var box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }
  function tell(mark) {
    var words = mark.__data__.tooltip;
    return Object.keys(words).map(function (name) { return name + ": " + words[name]; }).join("; ");
  }
  // the nearest mark that lies that way, along the row or column before across it
  function step(marks, from, way) {
    var here = middle(from), best = null, least = Infinity;
    marks.forEach(function (mark) {
      var there = middle(mark), dx = there[0] - here[0], dy = there[1] - here[1];
      var along = dx * way[0] + dy * way[1], across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (along > 1 && across < 3 * along && along + 4 * across < least) { least = along + 4 * across; best = mark; }
    });
    return best;
  }
  function ring(mark) {
    var svg = mark.ownerSVGElement, frame = svg.getBoundingClientRect(), box = svg.viewBox.baseVal;
    var scale = box.width / frame.width, spot = middle(mark), circle = document.createElementNS(SVG, "circle");
    var size = mark.getBoundingClientRect();
    circle.setAttribute("class", "here");
    circle.setAttribute("cx", (spot[0] - frame.left) * scale);
    circle.setAttribute("cy", (spot[1] - frame.top) * scale);
    circle.setAttribute("r", Math.max(size.width, size.height) * scale / 2 + 5);
    svg.appendChild(circle);
  }
  function unring(place) {
    place.querySelectorAll(".here").forEach(function (circle) { circle.remove(); });
  }
  function goal(mark, figure) {
    var item = mark.__data__, datum = item.datum, row = datum.row || datum.Year || Object.values(item.tooltip)[0];
    var section = datum.document && Array.from(document.querySelectorAll(".evidence details")).find(function (part) {
      return part.dataset.document === datum.document;
    });
    if (section) return { words: "Go to its evidence", go: function () { window.showEvidence(figure, section, datum.Theme); } };
    var cell = row && Array.from(figure.querySelectorAll("tbody tr")).find(function (line) {
      return line.cells[0].textContent === String(row);
    });
    return cell && { words: "Go to its row in the table", go: function () { showRow(cell); } };
  }
  function showRow(row) {
    row.closest("details").open = true;
    row.tabIndex = -1;
    row.focus();
  }
  document.addEventListener("drawn", function (event) {
    var place = event.target, figure = place.closest("figure"), marks = find(place), current = null;
    if (!figure || !marks.length) return;
    var line = document.createElement("div");
    line.className = "reading";
    line.innerHTML = '<p role="status"></p>';
    place.after(line);
    place.tabIndex = 0;
    place.setAttribute("role", "application");
    place.removeAttribute("aria-roledescription");
    place.setAttribute("aria-label", "Marks of the chart: arrow keys go from mark to mark");
    function read(mark, wait) {
      var found = goal(mark, figure), button = document.createElement("button");
      current = mark;
      unring(place);
      ring(mark);
      line.firstChild.textContent = tell(mark) + ".";
      line.querySelectorAll("button").forEach(function (old) { old.remove(); });
      if (!found) return;
      button.type = "button";
      button.textContent = found.words;
      button.addEventListener("click", found.go);
      line.appendChild(button);
      if (!wait) found.go();
    }
    place.addEventListener("focus", function () {
      if (place.matches(":focus-visible")) read(current || marks[0], true);
    });
    place.addEventListener("blur", function () { unring(place); });
    place.addEventListener("keydown", function (event) {
      current = current || marks[0];
      var next = event.key in ways ? step(marks, current, ways[event.key]) || current : null;
      if (event.key === "Home") next = marks[0];
      if (event.key === "End") next = marks[marks.length - 1];
      if (event.key === "Enter" || event.key === " ") next = current;
      if (!next || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      read(next, next !== current || event.key in ways || event.key === "Home" || event.key === "End");
    });
    // a finger first reads; a mouse has read the words beside the pointer already
    place.addEventListener("click", function (event) {
      if (marks.indexOf(event.target) >= 0) read(event.target, event.pointerType === "touch");
    });
  });
})();
