/* A quiet line while an ingest runs.  Only the tab that is looked at listens: a browser has few connections to a host. */
"use strict";
(() => {
  const line = document.getElementById("progress");
  if (!line || !window.EventSource) { return; }
  let source = null;
  const number = new Intl.NumberFormat("en");
  function tell(event) {
    const now = JSON.parse(event.data), running = now.ingests.filter((run) => run.running);
    line.hidden = !running.length;
    if (running.length) {
      line.textContent = `${running.length > 1 ? `${running.length} ingests are` : "An ingest is"} running: `
        + `${number.format(now.documents)} documents, ${number.format(now.events)} events so far.`;
    }
  }
  function listen() {
    if (document.hidden && source) { source.close(); source = null; }
    if (!document.hidden && !source) {
      source = new EventSource("/api/v1/progress");
      source.addEventListener("progress", tell);
    }
  }
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => { if (source) { source.close(); source = null; } });
  listen();
})();
