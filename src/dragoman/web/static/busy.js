/* Sends a decision again that met a writer. */
"use strict";
(() => {
  const form = document.getElementById("busy");
  const seconds = form && Number(form.dataset.seconds);
  if (seconds) { setTimeout(() => form.requestSubmit(), seconds * 1000); }
})();
