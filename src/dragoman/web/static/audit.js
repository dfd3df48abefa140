/* Audit by keys. */
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const press = (...ids) => { const found = ids.map(get).find(Boolean); if (found) { found.click(); } };
  const keys = { y: () => press("right", "seen"), n: () => press("wrong"), x: () => press("unsure"), u: () => press("undo") };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape" && field) { field.blur(); return; }
    if (field) { return; }
    const missed = get("missed");
    if (/^[0-9]$/.test(event.key) && missed) { missed.value = event.key; event.preventDefault(); }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();
