(function () {
  "use strict";
  var charts = JSON.parse(document.getElementById("charts").textContent);
  var refuse = { load: function () { return Promise.reject(new Error("this page fetches nothing")); } };
  function draw(id) {
    var place = document.getElementById(id), chart = charts[id];
    if (!place || place.dataset.drawn || !place.offsetParent) return;
    place.dataset.drawn = "under way";
    var still = place.innerHTML;
    vegaEmbed(place, chart.spec, { renderer: "svg", actions: false, loader: refuse }).then(function () {
      var picture = place.querySelector("svg");
      picture.querySelectorAll("*").forEach(function (part) {
        part.removeAttribute("role");
        part.removeAttribute("aria-label");
        part.removeAttribute("aria-roledescription");
        part.removeAttribute("aria-hidden");
      });
      picture.removeAttribute("aria-roledescription");
      picture.setAttribute("role", "img");
      picture.setAttribute("aria-label", chart.label);
      place.dataset.drawn = "yes";
      place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    }).catch(function (error) {
      place.innerHTML = still;
      place.dataset.drawn = "error: " + error;
    });
  }
  function drawAll() { Object.keys(charts).forEach(draw); }
  // a browser that cannot unpack the drawing library keeps the pictures
  function unpack() {
    if (!window.DecompressionStream) return Promise.reject(new Error("no DecompressionStream"));
    var packed = atob(document.getElementById("vega").textContent);
    var bytes = Uint8Array.from(packed, function (c) { return c.charCodeAt(0); });
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text().then(function (script) { (0, eval)(script); });
  }
  unpack().then(function () {
    drawAll();
    window.addEventListener("resize", drawAll);
  }, function () {});
})();
