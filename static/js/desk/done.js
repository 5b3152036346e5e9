// It is published: what this device kept of it is no longer needed, and it can be shared.

import { forget } from "./kept.js";
import * as photo from "./kept-photo.js";

const { written, file } = document.querySelector("[data-written]").dataset;
if (written) [written, file].forEach(forget);
try {
  if (JSON.parse(localStorage.getItem("check-in"))?.id === written) {
    localStorage.removeItem("check-in");
    photo.forget();
  }
} catch {}

const button = document.querySelector("[data-share]");
if (button && (navigator.share || navigator.clipboard)) {
  const { share: url, title, copied } = button.dataset;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share({ title, url });
      await navigator.clipboard.writeText(url);
      button.textContent = copied;
    } catch {}
  });
}
