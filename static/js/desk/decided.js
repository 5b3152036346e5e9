// A decision, on the page it is made on: the comment keeps its place and its height and says there
// what was done, and how to take it back. So nothing slides under a finger that taps twice.

const queue = document.querySelector("#queue");
const hand = document.querySelector(".hand");
// What is done is said aloud here, wherever on the page it is shown.
const heard = document.createElement("p");
const heading = document.querySelector("h1");
const left = document.querySelector("[data-left]");
const OPEN = ".waits:not(.settled)";
// What is done here, and what it is about; the latest is taken back first.
const done = [];
const decided = new Set();
let pointed = false, under = Promise.resolve();

export const undo = () => done.at(-1)?.notice.querySelector("[data-key=u]");

// “spam 12” is about one, “spam group-2” about those a field of that name lists, “spam” about all
// that were chosen.
function asked({ value }) {
  const [verb, ...about] = value.trim().split(" ");
  const field = about[0] && queue.querySelector(`[type=hidden][name="${about[0]}"]`);
  const chosen = [...document.querySelectorAll('[name="id"]:checked')].map((one) => one.value);
  const ids = field ? field.value.split(" ") : about.length ? about : chosen;
  return [verb, ids.filter((id) => !decided.has(id))];
}

const parts = () => [...document.querySelectorAll(".waits")];

function settle(place, ids) {
  const about = parts().filter((part) => {
    const button = part.querySelector("[name=do]");
    return part !== place && button && !part.matches(".settled") && asked(button)[1].every((id) => ids.includes(id));
  });
  if (place !== hand) about.push(place);
  for (const part of about) {
    part.classList.add("settled");
    for (const box of part.querySelectorAll("[name=id]")) box.checked = false;
  }
  for (const id of ids) decided.add(id);
  told();
  return about;
}

function stand({ about, ids, notice }) {
  for (const part of about) part.classList.remove("settled");
  for (const id of ids) decided.delete(id);
  notice?.remove();
  told();
}

// How many are left, in the words that stand there.
function told() {
  const all = queue.querySelector("[name=all]")?.value.split(" ") ?? [];
  if (left) left.textContent = all.filter((id) => !decided.has(id)).length;
  document.dispatchEvent(new Event("change"));
}

// A thumb scrolls by itself; keys go on where the next one is.
function goOn(place) {
  const all = parts();
  const next = all.slice(all.indexOf(place) + 1).find((one) => one.matches(OPEN)) ?? document.querySelector(OPEN);
  (next ?? place).focus({ preventScroll: true });
  if (!pointed) next?.scrollIntoView({ block: "nearest" });
  return next;
}

// At the thumb it is said above the buttons, elsewhere in the last line.
function put(place, notice) {
  if (place !== hand) return place.append(notice);
  hand.querySelector(":scope > .notice")?.remove();
  hand.prepend(notice);
}

function fail() {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = heard.textContent = queue.dataset.offline;
  put(hand, notice);
}

function show(place, notice, button, address) {
  if (new URL(address).searchParams.has("left")) {
    const again = document.createElement("a");
    again.className = "button plain";
    again.href = address;
    again.textContent = queue.dataset.again;
    notice.append(again);
  }
  put(place, notice);
  // The way back is not where the finger is.
  const [way, was] = [notice.querySelector(".button"), button.getBoundingClientRect()];
  const now = way?.getBoundingClientRect();
  const meet = (from, to) => now && now[from] < was[to] && was[from] < now[to];
  notice.classList.toggle("turned", Boolean(meet("left", "right") && meet("top", "bottom")));
}

// One after the other, so that what stands above is what was true last.
const send = (form, body) => (under = under.catch(() => {}).then(() => post(form, body)));

async function post(form, body) {
  const signal = AbortSignal.timeout?.(3e4);
  const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const notice = page.querySelector(".notice");
  if (!response.ok || !notice) return {};
  hand.querySelector("p.notice")?.remove();
  heading.textContent = page.querySelector("h1").textContent;
  const said = notice.querySelector("[role=status]");
  said.removeAttribute("role");
  heard.textContent = said.textContent;
  return { notice: document.adoptNode(notice), address: response.url };
}

// What the server answers otherwise is a page to be read: the browser asks for it itself.
function byItself(form, button) {
  form.dataset.byItself = "";
  form.requestSubmit(button);
  delete form.dataset.byItself;
}

async function decide(form, button, place) {
  const [verb, ids] = form === queue ? asked(button) : ["", [place.id.replace("waits-", "")]];
  if (!ids.length) return;
  const body = new FormData(form);
  if (form === queue) {
    for (const name of [...body.keys()]) if (!["csrf_token", "back", "made"].includes(name)) body.delete(name);
    body.set("do", [verb, ...ids].join(" "));
  }
  const chosen = document.querySelectorAll('[name="id"]:checked');
  const one = { ids, about: settle(place, ids) };
  const next = goOn(place);
  const undone = () => {
    for (const box of chosen) box.checked = true;
    stand(one);
    // The same key once more is about the same one; unless another one was gone to meanwhile.
    if (document.activeElement === next) place.focus({ preventScroll: true });
  };
  try {
    const { notice, address } = await send(form, body);
    if (!notice) return undone(), byItself(form, button);
    show(place, (one.notice = notice), button, address);
    done.push(one);
    form.dispatchEvent(new Event("taken"));
  } catch {
    undone();
    fail();
  }
}

async function takeBack(form, button, one) {
  button.disabled = true;
  try {
    const { notice, address } = await send(form, new FormData(form));
    if (!notice) return byItself(form, button);
    done.splice(done.indexOf(one), 1);
    const place = form.parentElement;
    if (new URL(address).searchParams.has("left")) return form.remove(), show(place, notice, button, address);
    stand(one);
    (place === hand ? one.about[0] : place)?.focus({ preventScroll: true });
  } catch {
    button.disabled = false;
    fail();
  }
}

if (queue) {
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  queue.after(heard);
  document.addEventListener("click", ({ detail }) => (pointed = detail > 0), true);
  document.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    const place = button?.closest(".waits, .all, .hand");
    // Of several folded into the oldest, one stays.
    if (!place || button.value === "fold" || "byItself" in form.dataset) return;
    const one = done.find(({ notice }) => notice === form);
    // What was done on another page is taken back there.
    if (form.matches(".notice") && !one) return;
    event.preventDefault();
    one ? takeBack(form, button, one) : decide(form, button, place);
  });
}
