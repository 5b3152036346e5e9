// A post being written: kept on this device with every letter, on the server two seconds later.

import { forget, keep, read, unsaved } from "./kept.js";
import { help } from "./marks.js";
import { take } from "./photos.js";
import { isReached } from "./reached.js";
import { offer as offerTags } from "./tags.js";

const form = document.querySelector("#write");
const state = document.querySelector("[data-state]");
// What belongs to a file is found again under its name, everything else under its own.
const key = () => form.file.value || form.dataset.id;
const SOON = 1500;
const PATIENCE = 20_000;
const SHORT = 60_000;
const AGAIN = [2000, 5000, 10000, 30000];

const fields = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.name !== "do");
const said = (value) => JSON.stringify(Object.fromEntries(fields.map((one) => [one.name, value(one)])));
const now = () => said((one) => (one.type === "checkbox" ? one.checked : one.value));
const given = (one) => [...one.options].find((option) => option.defaultSelected)?.value ?? one.options[0].value;

let timer, under, next, tries = 0;
// What the page came with, and not what a browser filled in when it loaded it again.
const written = (one) => (one.type === "checkbox" ? one.defaultChecked : one.options ? given(one) : one.defaultValue);
const came = said(written);
// Words that could not go out came back with the page, and are nowhere else.
let known = "refusedNow" in form.dataset ? "" : came;
const isNew = !form.file.value && !+form.number.value;

const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const say = (name, at) => (state.textContent = form.dataset[name].replace("%(time)s", at ? clock(at) : ""));

// `sent` is what a button took along: nobody can tell from here whether it arrived.
function device(sent = false) {
  const [typed, saved] = [JSON.parse(now()), now() === known];
  const about = { id: form.dataset.id, number: +form.number.value, over: form.over.value, window: form.window.value };
  return keep(key(), { ...about, saved, sent, typed });
}

// Who never pauses, as in dictation, is saved all the same.
function changed() {
  say(device() ? "onDevice" : "unsaved", Date.now());
  if (!timer || tries) soon(SOON);
}

function soon(time) {
  clearTimeout(timer);
  timer = setTimeout(() => ((timer = 0), send()), time);
}

// One save at a time; what is typed meanwhile goes with the next one. Says whether the server
// was reached.
function send() {
  if (under) return (next ??= under.then(() => ((next = null), send())));
  return (under = save().finally(() => (under = null)));
}

async function save() {
  const words = now();
  if (words === known) return true;
  const body = new FormData(form);
  body.set("do", "save");
  try {
    // A network that swallows everything is none.
    const signal = AbortSignal.timeout(PATIENCE);
    const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
    const sent = `${new URLSearchParams(body)}`;
    // Of a page that is being closed, a browser sends on what is short.
    const keepalive = document.hidden && sent.length < SHORT;
    const answer = await fetch(form.action, { method: "POST", body: sent, headers, signal, keepalive });
    return await answered(answer, words);
  } catch {
    return later();
  }
}

async function answered(answer, words) {
  const { number } = await answer.json().catch(() => ({}));
  if (answer.status >= 500 || answer.status === 429) return later();
  if (answer.ok && number !== undefined) arrived(number, words);
  else say({ 401: "signedOut", 409: "elsewhere" }[answer.status] ?? "refused");
  return true;
}

function arrived(number, words) {
  known = words;
  tries = 0;
  form.number.value = number;
  document.querySelector("[data-once-saved]").hidden = !number;
  // Loaded again, the page is this text and not another empty sheet.
  if (isNew && number) history.replaceState(null, "", form.action);
  say(device() ? "onBoth" : "onServer", Date.now());
  if (now() !== known) soon(SOON);
}

function later() {
  const isKept = device();
  // The answer to a button stays until something else happens.
  if (state.textContent !== form.dataset.unpublished) say(isKept ? "offline" : "unsaved", Date.now());
  soon(AGAIN[Math.min(tries++, AGAIN.length - 1)]);
  return false;
}

// What this device knows and the server does not: typed, and then the battery died.
function restore() {
  const kept = read(key());
  if (!kept) return;
  const arrivedSince = kept.sent && kept.window === form.dataset.savedBy;
  if (kept.saved || arrivedSince || JSON.stringify(kept.typed) === known) device();
  else takeUp(kept);
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
async function offer() {
  const begun = unsaved().filter((one) => one.id && !one.over && (one.typed.title || one.typed.body));
  let newest;
  while ((newest = begun.shift()) && (await isThere(newest))) keep(newest.id, { ...newest, saved: true });
  // Who has begun to write meanwhile wants this sheet.
  if (!newest || now() !== came) return;
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
  document.querySelector(`[data-unfinished="${newest.id}"]`)?.remove();
}

// What went out as its page was closed may have arrived, and nobody was there for the answer.
async function isThere(one) {
  try {
    const answer = await fetch(form.action.replace(form.dataset.id, one.id), { signal: AbortSignal.timeout(PATIENCE) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const theirs = page.querySelector("#write").elements;
    return said(({ name }) => written(theirs[name])) === JSON.stringify(one.typed);
  } catch {
    return false;
  }
}

// A button that leads away does so once the words and their photos are on the server. Without a
// network the page stays, and they stay on it. Of two buttons the later one counts.
let through, asked;
async function leave(event) {
  const button = event.submitter;
  if (button?.value === "discard") return forget(key());
  if (button?.value === "preview") return sayWhatIsMissing();
  if (through) return void device(true);
  event.preventDefault();
  const isUnderWay = asked;
  asked = button;
  if (isUnderWay) return;
  const isReady = (await haveArrived()) && (await isSaved());
  const chosen = asked;
  asked = null;
  if (!isReady) return;
  through = true;
  form.requestSubmit(chosen);
  through = false;
}

// A page that opens later than the button is pressed is kept back by browsers, so it does not wait.
function sayWhatIsMissing() {
  const count = photos.count();
  if (count) state.textContent = form.dataset.previewWithout.replace("%(n)s", count);
}

// A photo that could not be taken is told at the bar: without it, nothing goes on by itself.
async function haveArrived() {
  const count = photos.count();
  if (count) state.textContent = form.dataset[count > 1 ? "photosCome" : "photoComes"].replace("%(n)s", count);
  const isWhole = await photos.all();
  if (!isWhole) state.textContent = "";
  return isWhole;
}

async function isSaved() {
  if (await (now() === known ? isReached() : send())) return true;
  if (asked.value === "publish") say("unpublished");
  else say(device() ? "offline" : "unsaved", Date.now());
  return false;
}

function grow(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}

restore();
if (isNew && !form.title.defaultValue && !form.body.defaultValue) offer();
if (known !== came) send();
help(form.body, document.querySelector(".bar"));
const photos = take(form, form.body, document.querySelector("#photos"));
offerTags(form.tags, document.querySelectorAll("[data-tags] button"));
for (const one of document.querySelectorAll("[data-script]")) one.hidden = false;
form.addEventListener("input", changed);
form.addEventListener("submit", leave);
form.title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  form.body.focus();
});
addEventListener("online", send);
document.addEventListener("visibilitychange", () => document.hidden && send());

const pick = document.querySelector("#pick");
const day = form.date.value.match(/^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?$/);
if (day) pick.value = `${day[1]}T${day[2] ?? "00:00"}`;
pick.addEventListener("input", () => (form.date.value = pick.value.replace("T", " ")));

if (!CSS.supports("field-sizing", "content")) {
  form.body.addEventListener("input", () => grow(form.body));
  grow(form.body);
}
