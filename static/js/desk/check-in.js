// A check-in is kept on this device until it is published: the back button, a dead network and
// an empty battery leave it as it was.

import { small } from "./photos.js";
import { isReached } from "./reached.js";

const form = document.querySelector("#check-in");
const KEY = "check-in";
const named = () => [...new FormData(form)].filter(([name]) => !["csrf_token", "photo"].includes(name));

try {
  const kept = JSON.parse(localStorage.getItem(KEY));
  // An id is good for one post: one that was published is a new check-in now.
  if (kept && Date.now() - kept.at < 864e5 && !document.querySelector("[role=alert]")) {
    for (const [name, value] of kept.named) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    form.action = form.action.replace(form.dataset.id, kept.id);
    form.dataset.id = kept.id;
  }
} catch {}

form.addEventListener("input", () => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), id: form.dataset.id, named: named() }));
  } catch {}
});

// What is on a photo is asked once there is one.
const about = form.querySelector("[data-alt]");
about.hidden = !form.elements.alt.value;

// A photo is made small before it travels.
form.elements.photo.addEventListener("change", async (event) => {
  const [file] = event.target.files;
  about.hidden = !file;
  document.querySelector("[data-photo]").textContent = file?.name ?? "";
  if (!file) return;
  const kept = new DataTransfer();
  kept.items.add(new File([await small(file)], file.name));
  event.target.files = kept.files;
});

const state = document.querySelector("[data-state]");
const button = form.querySelector("button");

// Without a network the page stays as it is, the photo too, which nothing else keeps.
let through = false;
form.addEventListener("submit", async (event) => {
  if (through) return;
  event.preventDefault();
  button.disabled = true;
  state.textContent = "";
  through = await isReached();
  button.disabled = through;
  if (through) form.submit();
  else state.textContent = form.dataset.offline;
});
addEventListener("pageshow", () => (button.disabled = through = false));
