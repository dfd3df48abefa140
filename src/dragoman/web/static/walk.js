"use strict";
// The mark under the pointer or the focus lights up its records, and the other way round; j, k, Enter and Escape walk.
(function () {
  const page = document.querySelector("[data-walk]");
  if (!page) { return; }
  const panel = page.querySelector(".records");
  const cards = Array.from(page.querySelectorAll(".card"));
  const marks = new Map();
  for (const mark of page.querySelectorAll("[data-r]")) {
    for (const id of mark.dataset.r.split(" ")) {
      if (!marks.has(id)) { marks.set(id, []); }
      marks.get(id).push(mark);
    }
  }
  let lit = [];
  let last = null; // the card from which Enter led into the text

  function light(elements) {
    for (const element of lit) { element.classList.remove("on"); }
    lit = elements.filter(Boolean);
    for (const element of lit) { element.classList.add("on"); }
  }
  // Scrolls the panel alone: the text must not move away under the pointer.
  function reveal(card) {
    const box = card.getBoundingClientRect(), frame = panel.getBoundingClientRect();
    const top = Math.max(frame.top, 0), bottom = Math.min(frame.bottom, window.innerHeight);
    if (box.top < top || box.bottom > bottom) { panel.scrollTop += box.top - top - 12; }
  }
  function show(target, scroll) {
    const mark = target.closest("[data-r]"), card = target.closest(".card");
    if (mark) {
      const found = mark.dataset.r.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
      light(found.slice(0, 1).concat(marks.get(mark.dataset.r.split(" ")[0]) || [], [mark]));
      if (found.length) { reveal(found[0]); }
    } else if (card) {
      const own = marks.get(card.id) || [];
      light([card].concat(own));
      if (own.length && scroll) { own[0].scrollIntoView({ block: "nearest" }); }
    }
  }
  function step(by) {
    const here = document.activeElement && document.activeElement.closest(".card");
    const at = here ? cards.indexOf(here) : (last ? cards.indexOf(last) : by > 0 ? -1 : cards.length);
    const next = cards[Math.min(cards.length - 1, Math.max(0, at + by))];
    if (next) { next.focus({ preventScroll: true }); reveal(next); }
  }
  page.addEventListener("mouseover", (event) => show(event.target, false));
  page.addEventListener("focusin", (event) => show(event.target, true));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) { return; }
    const card = event.target.closest && event.target.closest(".card");
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "Enter" && card && event.target === card) {
      const own = marks.get(card.id);
      if (own) {
        event.preventDefault();
        last = card;
        own[0].tabIndex = own[0].tabIndex >= 0 ? own[0].tabIndex : -1;
        own[0].focus();
        own[0].scrollIntoView({ block: "center" });
        light([card].concat(own));
      }
    } else if (event.key === "Escape") {
      if (last && event.target.closest("[data-r]")) { last.focus(); last = null; return; }
      if (document.activeElement) { document.activeElement.blur(); }
      light([]);
    }
  });
  // an address that names a record opens at it
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.classList.contains("card")) { named.focus({ preventScroll: true }); reveal(named); show(named, true); }
})();
