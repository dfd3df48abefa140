/* Review by keys, and words of the text as parts of a record.  Offsets are counted in code points, as records have them. */
"use strict";
(() => {
  const page = document.querySelector("[data-review]");
  const get = (id) => document.getElementById(id);
  const text = page && page.querySelector(".text"), decide = get("decide"), missed = get("missed");
  if (text) {
    const here = text.querySelector(".here, .t");
    if (here) { text.scrollTop = Math.max(0, here.offsetTop - text.clientHeight / 3); }
  }

  function offset(node, within) {
    const holder = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!holder || !text.contains(holder)) { return null; }
    const before = node.nodeType === 1 ? "" : node.data.slice(0, within);
    return Number(holder.dataset.at) + Array.from(before).length;
  }
  function selected() {
    const chosen = window.getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) { return null; }
    const range = chosen.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || end <= start ? null : { start, end, words: chosen.toString().trim() };
  }
  function add() {
    const words = selected(), form = missed.querySelector("form");
    missed.open = true;
    if (words) {
      form.elements.words.value = words.words;
      form.elements.start.value = words.start;
      form.elements.end.value = words.end;
      get("new-type").focus();
    } else { form.elements.words.focus(); }
  }
  function party(side) {
    const words = selected(), field = get((missed.open ? "new-" : "") + side);
    if (words && field) {
      field.value = field.value.trim() ? field.value + "; " + words.words : words.words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  if (missed) {
    // words that are written by hand are looked for by the server
    missed.querySelector("[name=words]").addEventListener("input", () => {
      missed.querySelector("[name=start]").value = missed.querySelector("[name=end]").value = "";
    });
  }
  if (decide) {
    const told = get("accept").querySelector("[data-plain]");
    const asked = ["type", "mode", "status", "polarity", "actors", "recipients", "date"].map((name) => decide.elements[name]);
    const was = asked.map((field) => field.value);
    decide.addEventListener("input", () => {
      const changed = asked.some((field, at) => field.value !== was[at]);
      told.textContent = changed ? told.dataset.changed : told.dataset.plain;
    });
  }
  for (const field of document.querySelectorAll("[data-type]")) {
    const mode = field.form.elements.mode;
    const fit = (reset) => {
      for (const group of mode.querySelectorAll("optgroup")) { group.disabled = group.hidden = group.label !== field.value; }
      if (reset) { mode.value = ""; }
    };
    field.addEventListener("change", () => fit(true));
    fit(false);
  }

  const press = (id) => { const found = get(id); if (found) { found.click(); } };
  const keys = {
    a: () => press("accept"), r: () => press("reject"), s: () => press("skip"), u: () => press("undo"), d: () => press("done"),
    e: () => { const first = get("type"); if (first) { first.focus(); } }, m: () => missed && add(),
    1: () => party("actors"), 2: () => party("recipients"),
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest("input, select, textarea");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field && field.form) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector("button"));
    } else if (event.key === "Escape" && field) {
      field.blur();
    } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
