// A post being written: kept on this device with every letter, on the server two seconds later.

import { help } from "./marks.js";
import { take } from "./photos.js";

const form = document.querySelector("#write");
const state = document.querySelector("[data-state]");
// What belongs to a file is found again under its name, everything else under its own.
const key = () => `writing:${form.file.value || form.dataset.id}`;
const SOON = 1500;
const PATIENCE = 20_000;
const AGAIN = [2000, 5000, 10000, 30000];

const fields = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.name !== "do");
const typed = () => Object.fromEntries(fields.map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));

let timer, under, tries = 0;
let known = JSON.stringify(typed());
const empty = known;
const isEmptySheet = !form.file.value && !+form.number.value;

const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const say = (name, at) => (state.textContent = form.dataset[name].replace("%(time)s", at ? clock(at) : ""));

// `sent` is what a button took along: nobody can tell from here whether it arrived.
function device(sent = false) {
  try {
    const now = typed();
    const { id } = form.dataset;
    const [number, over, saved] = [+form.number.value, form.over.value, JSON.stringify(now) === known];
    localStorage.setItem(key(), JSON.stringify({ at: Date.now(), id, number, over, saved, sent, typed: now }));
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    localStorage.removeItem(key());
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
    // A network that swallows everything is none.
    const signal = AbortSignal.timeout(PATIENCE);
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers, signal });
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
    // Loaded again, the page is this text and not another empty sheet.
    if (isEmptySheet) history.replaceState(null, "", form.action);
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
  const kept = read(key());
  if (!kept) return;
  const arrived = kept.sent && kept.number !== +form.number.value;
  if (kept.saved || arrived || JSON.stringify(kept.typed) === known) device();
  else takeUp(kept);
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// The words come with what was known when they were typed: where more has happened since, the
// server shows both texts.
function takeUp(kept) {
  for (const one of fields) {
    if (!(one.name in kept.typed)) continue;
    if (one.type === "checkbox") one.checked = kept.typed[one.name];
    else one.value = kept.typed[one.name];
  }
  form.number.value = kept.number;
  form.over.value = kept.over ?? form.over.value;
  changed();
}

// On an empty sheet: the newest text that was begun on this device and never reached the server.
function offer() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith("writing:"));
  const begun = names.map(read).filter((one) => one?.id && !one.saved && !one.over && JSON.stringify(one.typed) !== empty);
  const newest = begun.sort((one, other) => other.at - one.at)[0];
  if (!newest) return;
  const notice = document.querySelector("[data-begun]");
  notice.querySelector("b").textContent = (newest.typed.title || newest.typed.body).slice(0, 60);
  notice.querySelector("button").addEventListener("click", () => {
    notice.hidden = true;
    const address = form.action.replace(form.dataset.id, newest.id);
    if (newest.number) return void (location.href = address);
    form.dataset.photos = form.dataset.photos.replace(form.dataset.id, newest.id);
    [form.action, form.dataset.id] = [address, newest.id];
    takeUp(newest);
  });
  notice.hidden = false;
}

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

restore();
try {
  if (isEmptySheet && JSON.stringify(typed()) === empty) offer();
} catch {}
help(form.body, document.querySelector(".bar"));
take(form, form.body, document.querySelector("#photos"), (n, m) => {
  state.textContent = form.dataset.photo.replace("%(n)s", n).replace("%(m)s", m);
});
document.querySelector("[data-script]").hidden = false;
form.addEventListener("input", changed);
form.addEventListener("submit", (event) => {
  const does = event.submitter?.value;
  if (does === "discard") forget();
  else if (does !== "preview") device(true);
});
addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden && send());
if (!CSS.supports("field-sizing", "content")) {
  form.body.addEventListener("input", () => grow(form.body));
  grow(form.body);
}
