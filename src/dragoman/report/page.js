"use strict";
// The mark under the pointer or the keyboard focus lights up its records in the panel, and the other way round.
(function () {
  var lit = [];
  function clear() { lit.forEach(function (e) { e.classList.remove("on"); }); lit = []; }
  function light(element) { element.classList.add("on"); lit.push(element); }
  // Scrolls the panel alone: the text must not move away under the pointer.
  function reveal(card) {
    var panel = card.closest(".panel"), box = card.getBoundingClientRect(), frame = panel.getBoundingClientRect();
    var top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, window.innerHeight);
    if (box.top < top || box.bottom > bottom) { panel.scrollTop += box.top - top - 8; }
  }
  function show(target, scroll) {
    var mark = target.closest("[data-r]"), card = target.closest(".card");
    if (!mark && !card) { return; }
    clear();
    var ids = mark ? mark.getAttribute("data-r").split(" ") : [card.id];
    ids.forEach(function (id, n) {
      var found = document.getElementById(id);
      if (!found) { return; }
      light(found);
      if (mark && n === 0) { reveal(found); }
    });
    if (card) {
      document.querySelectorAll('[data-r~="' + card.id + '"]').forEach(light);
      var first = document.querySelector('[data-r~="' + card.id + '"]');
      if (first && scroll) { first.scrollIntoView({ block: "nearest" }); }
    } else { light(mark); }
  }
  document.addEventListener("mouseover", function (e) { show(e.target, false); });
  document.addEventListener("focusin", function (e) { show(e.target, true); });
  document.addEventListener("keydown", function (e) { if (e.key === "Escape") { clear(); } });
})();
