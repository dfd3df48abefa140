"use strict";
// The mark under the pointer or the keyboard focus lights up its records in the panel, and the other way round.
(function () {
  var lit = [];
  function clear() { lit.forEach(function (e) { e.classList.remove("on"); }); lit = []; }
  function light(element) { element.classList.add("on"); lit.push(element); }
  function show(target, scroll) {
    var mark = target.closest("[data-r]"), card = target.closest(".card");
    if (!mark && !card) { return; }
    clear();
    var ids = mark ? mark.getAttribute("data-r").split(" ") : [card.id];
    ids.forEach(function (id, n) {
      var found = document.getElementById(id);
      if (!found) { return; }
      light(found);
      if (mark && scroll && n === 0) { found.scrollIntoView({ block: "nearest" }); }
    });
    if (card) {
      document.querySelectorAll('[data-r~="' + card.id + '"]').forEach(light);
      var first = document.querySelector('[data-r~="' + card.id + '"]');
      if (first && scroll) { first.scrollIntoView({ block: "nearest" }); }
    } else { light(mark); }
  }
  document.addEventListener("mouseover", function (e) { show(e.target, true); });
  document.addEventListener("focusin", function (e) { show(e.target, true); });
  document.addEventListener("keydown", function (e) { if (e.key === "Escape") { clear(); } });
})();
