// Under each figure: save the chart, with its headline and source, as SVG or PNG
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg", FONT = "Arial, Helvetica, sans-serif", EDGE = 16, SCALE = 2;
  function words(figure, selector) {
    var part = figure.querySelector(selector);
    return part ? part.textContent : "";
  }
  function wrap(text, size, weight, width) {
    var pen = document.createElement("canvas").getContext("2d"), lines = [], line = "";
    pen.font = weight + " " + size + "px " + FONT;
    text.split(/\s+/).forEach(function (word) {
      if (line && pen.measureText(line + " " + word).width > width) { lines.push(line); line = word; }
      else line = line ? line + " " + word : word;
    });
    return line ? lines.concat(line) : lines;
  }
  function compose(figure) {
    var drawn = Array.from(figure.querySelectorAll(".chart svg")).find(function (svg) { return svg.getBoundingClientRect().width; });
    var box = drawn.viewBox.baseVal, width = Math.max(box.width, 340), y = EDGE;
    var picture = document.createElementNS(SVG, "svg"), chart = drawn.cloneNode(true);
    function write(text, size, weight, colour) {
      wrap(text, size, weight, width).forEach(function (line) {
        var element = document.createElementNS(SVG, "text");
        y += size * 1.3;
        [["x", EDGE], ["y", y], ["font-size", size], ["font-weight", weight], ["fill", colour], ["font-family", FONT]].forEach(
          function (pair) { element.setAttribute(pair[0], pair[1]); });
        element.textContent = line;
        picture.appendChild(element);
      });
    }
    write(words(figure, ".headline"), 20, "bold", "#0b0c0c");
    write(words(figure, ".subtitle"), 15, "normal", "#0b0c0c");
    y += EDGE;
    chart.setAttribute("x", EDGE);
    chart.setAttribute("y", y);
    chart.setAttribute("width", box.width);
    chart.setAttribute("height", box.height);
    chart.removeAttribute("style");
    chart.querySelectorAll(".here").forEach(function (ring) { ring.remove(); });
    picture.appendChild(chart);
    y += box.height;
    write(words(figure, ".note"), 13, "normal", "#505a5f");
    write(words(figure, "figcaption"), 13, "normal", "#505a5f");
    y += EDGE;
    var title = document.createElementNS(SVG, "title"), ground = document.createElementNS(SVG, "rect");
    title.textContent = words(figure, ".headline");
    [["width", "100%"], ["height", "100%"], ["fill", "white"]].forEach(function (pair) { ground.setAttribute(pair[0], pair[1]); });
    picture.prepend(title, ground);
    picture.setAttribute("width", Math.ceil(width + 2 * EDGE));
    picture.setAttribute("height", Math.ceil(y));
    picture.setAttribute("viewBox", "0 0 " + Math.ceil(width + 2 * EDGE) + " " + Math.ceil(y));
    return picture;
  }
  function keep(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }
  function saveSvg(figure) {
    keep(new Blob([new XMLSerializer().serializeToString(compose(figure))], { type: "image/svg+xml" }), figure.dataset.name + ".svg");
  }
  function savePng(figure) {
    var picture = compose(figure), image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = picture.width.baseVal.value * SCALE;
      canvas.height = picture.height.baseVal.value * SCALE;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { keep(blob, figure.dataset.name + ".png"); }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(picture));
  }
  document.querySelectorAll("figure[data-name]").forEach(function (figure) {
    var place = figure.querySelector(".save");
    [["Save as PNG", savePng], ["Save as SVG", saveSvg]].forEach(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = pair[0];
      button.setAttribute("aria-describedby", figure.getAttribute("aria-labelledby"));
      button.addEventListener("click", function () { pair[1](figure); });
      place.prepend(button);
    });
  });
})();
