"use strict";
// Brushing the plot: a stretch chosen with the pointer or the keys becomes `since` and `until` of the address.
(function () {
  const frame = document.querySelector("[data-brush]");
  const svg = frame && frame.querySelector("svg");
  if (!svg) { return; }
  const rows = Array.from(document.querySelectorAll("tr[data-since]"));
  const plot = svg.querySelector("g.plot > rect.background, g.plot rect");
  if (!rows.length || !plot) { return; }
  const NS = "http://www.w3.org/2000/svg";
  const width = plot.width.baseVal.value, height = plot.height.baseVal.value;
  const centres = svg.dataset.at.split(" ").map(Number);
  if (centres.length !== rows.length) { return; }
  const half = centres.length > 1 ? (centres[1] - centres[0]) / 2 : width / 2;

  const band = document.createElementNS(NS, "rect");
  band.setAttribute("class", "band");
  band.setAttribute("y", "0");
  band.setAttribute("height", String(height));
  band.setAttribute("width", "0");
  plot.parentNode.appendChild(band);

  // beside the plot's links, not around them; the pointer passes through it
  const grip = document.createElement("div");
  grip.className = "grip";
  frame.appendChild(grip);
  grip.tabIndex = 0;
  grip.setAttribute("role", "slider");
  grip.setAttribute("aria-label", "Choose days: arrow keys move, with Shift they choose a stretch, Enter filters, Escape lets go");
  grip.setAttribute("aria-valuemin", "1");
  grip.setAttribute("aria-valuemax", String(rows.length));
  let from = rows.length - 1, to = rows.length - 1, dragging = false, began = null;
  tell();

  function tell() {
    const a = Math.min(from, to), b = Math.max(from, to);
    const total = rows.slice(a, b + 1).reduce((sum, row) => sum + Number(row.dataset.total), 0);
    grip.setAttribute("aria-valuenow", String(to + 1));
    grip.setAttribute("aria-valuetext", `${rows[a].dataset.since} to ${rows[b].dataset.until}: ${total} events`);
    frame.dataset.told = `${rows[a].dataset.since} – ${rows[b].dataset.until}: ${total}`;
  }
  function draw(seen) {
    const a = Math.min(from, to), b = Math.max(from, to);
    band.setAttribute("x", String(centres[a] - half));
    band.setAttribute("width", seen ? String(centres[b] - centres[a] + 2 * half) : "0");
    frame.classList.toggle("brushing", seen);
    tell();
  }
  function go() {
    const a = Math.min(from, to), b = Math.max(from, to);
    const address = new URL(location.href);
    address.searchParams.set("since", rows[a].dataset.since);
    address.searchParams.set("until", rows[b].dataset.until);
    address.searchParams.delete("cursor");
    address.hash = "";
    location.assign(address);
  }
  function at(event) {
    const matrix = plot.getScreenCTM();
    const x = (event.clientX - matrix.e) / matrix.a;
    return Math.min(rows.length - 1, Math.max(0, Math.round((x - centres[0]) / (2 * half))));
  }
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) { return; }
    began = { x: event.clientX, id: event.pointerId };
    from = to = at(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!began) { return; }
    // a click on a bar is a link; only who moves on brushes
    if (!dragging && Math.abs(event.clientX - began.x) > 4) { dragging = true; svg.setPointerCapture(began.id); }
    if (dragging) { to = at(event); draw(true); event.preventDefault(); }
  });
  svg.addEventListener("pointerup", () => {
    const done = dragging;
    dragging = false;
    began = null;
    if (done) { go(); }
  });
  svg.addEventListener("pointercancel", () => { dragging = false; began = null; draw(false); });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  grip.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 4, PageDown: -4, Home: -rows.length, End: rows.length };
    if (event.key in steps) {
      to = Math.min(rows.length - 1, Math.max(0, to + steps[event.key]));
      if (!event.shiftKey) { from = to; }
      draw(true);
      event.preventDefault();
    } else if (event.key === "Enter") {
      event.preventDefault();
      go();
    } else if (event.key === "Escape") {
      draw(false);
    }
  });
  grip.addEventListener("focus", () => { if (grip.matches(":focus-visible")) { draw(true); } });
  grip.addEventListener("blur", () => draw(false));
})();
