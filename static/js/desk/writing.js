// A post being written: kept on this device with every letter, on the server two seconds later.

import { help } from "./marks.js";
import { take } from "./photos.js";

const form = document.querySelector("#write");
const state = document.querySelector("[data-state]");
const KEY = `writing:${form.dataset.id}`;
const SOON = 1500;
const AGAIN = [2000, 5000, 10000, 30000];

const fields = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.name !== "do");
const typed = () => Object.fromEntries(fields.map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));

let timer, under, tries = 0;
let known = JSON.stringify(typed());

const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const say = (name, at) => (state.textContent = form.dataset[name].replace("%(time)s", at ? clock(at) : ""));

function device() {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), number: +form.number.value, typed: typed() }));
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {}
}

function changed() {
  const kept = device();
  say(kept ? "onDevice" : "unsaved", Date.now());
  clearTimeout(timer);
  timer = setTimeout(send, SOON);
}

// One save at a time; what is typed meanwhile goes with the next one.
async function send() {
  const now = JSON.stringify(typed());
  if (under || now === known) return;
  under = true;
  const body = new FormData(form);
  body.set("do", "save");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "application/json" } });
    if (!(await taken(answer, now))) return;
  } catch {
    later();
  } finally {
    under = false;
  }
}

async function taken(answer, now) {
  const said = await answer.json().catch(() => null);
  if (answer.ok && said?.number) {
    known = now;
    tries = 0;
    form.number.value = said.number;
    say(device() ? "onBoth" : "onServer", Date.now());
    if (JSON.stringify(typed()) !== known) timer = setTimeout(send, SOON);
    return true;
  }
  if (answer.status === 409) return void say("elsewhere");
  if (answer.status === 401) return void say("signedOut");
  if (answer.status >= 500 || answer.status === 429) return void later();
  say("refused");
}

function later() {
  say("offline", Date.now());
  clearTimeout(timer);
  timer = setTimeout(send, AGAIN[Math.min(tries++, AGAIN.length - 1)]);
}

// What this device knows and the server does not: typed, and then the battery died.
function restore() {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEY));
  } catch {}
  if (!kept || kept.number !== +form.number.value || JSON.stringify(kept.typed) === known) return;
  for (const one of fields) {
    if (!(one.name in kept.typed)) continue;
    if (one.type === "checkbox") one.checked = kept.typed[one.name];
    else one.value = kept.typed[one.name];
  }
  changed();
}

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

restore();
help(form.body, document.querySelector(".bar"));
take(form, form.body, document.querySelector("#photos"), (name, n, m) => {
  state.textContent = form.dataset[name]?.replace("%(n)s", n).replace("%(m)s", m) ?? n;
});
document.querySelector("[data-script]").hidden = false;
form.addEventListener("input", changed);
form.addEventListener("submit", (event) => {
  if (["publish", "discard"].includes(event.submitter?.value)) forget();
});
addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden && send());
if (!CSS.supports("field-sizing", "content")) {
  form.body.addEventListener("input", () => grow(form.body));
  grow(form.body);
}
