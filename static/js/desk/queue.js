// A key for every button, for an author with a keyboard; and how far was looked.

import "./answers.js";
import { undo } from "./decided.js";

const PARTS = ".waits:not(.settled), .ruled";
const at = (element) => element?.closest?.(PARTS);
const every = () => [...document.querySelectorAll(PARTS)];
const switch_ = document.querySelector("[data-keys] input");
const OFF = "keys-off";

// Letters alone may be in the way of who speaks to the machine: they can be switched off.
if (switch_) {
  switch_.closest("[data-keys]").hidden = false;
  try {
    switch_.checked = !localStorage.getItem(OFF);
  } catch {}
  switch_.addEventListener("change", () => {
    try {
      switch_.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1");
    } catch {}
  });
}

const go = (step) => {
  const all = every();
  const here = all.indexOf(at(document.activeElement));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const chosen = () => document.querySelectorAll('[name="id"]:checked').length;

const press = (key) => {
  // What was chosen is meant; and what has not been looked at is not decided by a slip of the hand.
  const button = `[data-key="${key}"]`;
  const found =
    (chosen() && document.querySelector(`.chosen ${button}`)) ||
    at(document.activeElement)?.querySelector(button);
  if (!found) return false;
  found.click();
  if (found.matches("summary")) found.parentElement.querySelector("textarea")?.focus();
  return true;
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const types = target.matches?.("textarea, select, [contenteditable], input:not([type=checkbox])");
  if (types && key === "Escape") return at(target)?.focus();
  if (types || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (switch_ && !switch_.checked) return;
  // A key held down walks on, but decides once.
  if (event.repeat && key !== "j" && key !== "k") return;
  if (key === "j" || key === "k") go(key === "j" ? 1 : -1);
  else if (key === "u") (undo() ?? document.querySelector(".notice [data-key=u]"))?.click();
  else if (key === "/") document.querySelector("#q")?.focus();
  else if (!/^[a-z]$/.test(key) || !press(key)) return;
  event.preventDefault();
});

// Where the address leads, keys go on; the browser has its own way to go there first.
addEventListener("pageshow", () => {
  const target = document.getElementById(location.hash.slice(1));
  const own = target?.id.startsWith("comment-") && target.parentElement.querySelector(".ruled");
  const place = at(target) ?? own;
  if (place) place.focus({ preventScroll: true });
  count();
});

// How many the buttons at the thumb are about. They stay until the page moves, so that what they
// cover is not pressed by the second of two taps.
const bar = document.querySelector(".chosen");
const count = () => {
  if (!bar) return;
  const many = chosen();
  bar.querySelector("[hidden]")?.removeAttribute("hidden");
  bar.querySelector("output").value = many.toLocaleString(document.documentElement.lang);
  for (const button of bar.querySelectorAll("button")) button.disabled = !many;
  if (many) bar.classList.add("came");
};
document.addEventListener("change", count);
document.addEventListener("scroll", () => chosen() || bar?.classList.remove("came"), { passive: true });
// Dropping a choice is heard of before it is done.
document.addEventListener("reset", () => setTimeout(count));

// What was on the page was looked at, once it is left.
const queue = document.querySelector("[data-seen]");
if (queue) {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    const form = new FormData(queue);
    form.delete("all");
    form.append("leaving", "");
    navigator.sendBeacon(queue.dataset.seen, form);
  });
}
