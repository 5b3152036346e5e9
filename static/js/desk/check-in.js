// A check-in is kept on this device until it is published: the back button, a dead network and
// an empty battery leave it as it was.

import * as photo from "./kept-photo.js";
import { small } from "./photos.js";
import { isReached } from "./reached.js";

const form = document.querySelector("#check-in");
const KEY = "check-in";
const named = () => [...new FormData(form)].filter(([name]) => !["csrf_token", "photo"].includes(name));

const refused = document.querySelector("[role=alert]");
const keep = () => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), id: form.dataset.id, named: named() }));
  } catch {}
};

try {
  const kept = JSON.parse(localStorage.getItem(KEY));
  // An id is good for one post: one that was published is a new check-in now.
  if (kept && Date.now() - kept.at < 864e5 && !refused) {
    for (const [name, value] of kept.named) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
    form.action = form.action.replace(form.dataset.id, kept.id);
    form.dataset.id = kept.id;
  }
} catch {}

form.addEventListener("input", keep);

// What is on a photo is asked once there is one.
const about = form.querySelector("[data-alt]");
about.hidden = !form.elements.alt.value;

function show(file) {
  about.hidden = !file;
  document.querySelector("[data-photo]").textContent = file?.name ?? "";
}

function put(file) {
  const chosen = new DataTransfer();
  chosen.items.add(file);
  form.elements.photo.files = chosen.files;
}

// A photo is made small before it travels.
form.elements.photo.addEventListener("change", async (event) => {
  const [file] = event.target.files;
  show(file);
  if (!file) return photo.forget();
  const made = await small(file);
  const one = new File([made], file.name, { type: made.type });
  put(one);
  photo.keep(form.dataset.id, one);
});

const state = document.querySelector("[data-state]");
const button = form.querySelector("button");

// Without a network the page stays as it is.
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

// What was refused stands in the words, its photo too.
if (refused) {
  keep();
  photo.forget();
} else {
  const kept = await photo.read(form.dataset.id);
  if (kept && !form.elements.photo.files.length) {
    put(kept);
    show(kept);
  }
}
