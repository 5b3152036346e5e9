// A discussion that works without this, made calmer: words are kept until they arrive, one
// press is enough, a reply is written in its place. The server knows a repeat and lands its
// writer on the first, so whatever is in doubt is simply sent again.

const find = (selector, within = document) => within.querySelector(selector);
const form = find("#comment-form");
const comments = find("#comments");
const path = (form ?? comments)?.dataset.path;
// An author who is signed in is asked for words only.
const fields = form && ["body", "name", "email", "website", "parent"].map((name) => form.elements[name]).filter(Boolean);
const home = form?.parentElement;
const DAY = 864e5;

const say = (text, of = form) => (find("[data-status]", of).textContent = text);

// What this device keeps of this post. Where storage is full or forbidden, nothing.

function read(key, days) {
  try {
    const kept = JSON.parse(localStorage.getItem(key + path));
    return Date.now() - kept?.at < days * DAY ? kept : null;
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value) localStorage.setItem(key + path, JSON.stringify({ at: Date.now(), ...value }));
    else localStorage.removeItem(key + path);
  } catch {}
}

// Words: from the first letter until a receipt says that they arrived.

const words = () => read("words:", 30);

function keep(sent) {
  const typed = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  write("words:", typed.body.trim() && { ...typed, sent });
}

function restore() {
  const kept = words();
  const box = find("#comment-body, #unsent");
  if (!kept || !box || box.value) return;
  box.value = kept.body;
  if (!form) return (box.parentElement.hidden = false);
  for (const field of fields) {
    field.value ||= kept[field.name] ?? "";
    const fold = field.closest("details");
    if (fold && field.value) fold.open = true;
  }
  answer(find(`[data-reply="${+kept.parent}"]`));
  say(kept.sent ? form.dataset.unsure : form.dataset.kept);
}

// Sending: while there is no connection, again and again.

// The forms on their way, each with the timer of its next try; 0 while one is under way.
const trying = new Map();

async function send(of, tries = 1) {
  clearTimeout(trying.get(of));
  trying.set(of, 0);
  const body = new URLSearchParams(new FormData(of));
  if (of !== form) {
    // The receipt of an edit is no word on what else is on its way.
    if (words()) write("words:", { ...words(), sent: false });
  } else {
    keep(true);
    const first = receipts().at(-1);
    if (first && !body.has("receipt")) body.set("receipt", first.receipt);
  }
  try {
    const signal = AbortSignal.timeout?.(3e4 * tries);
    const response = await fetch(of.action, { method: "POST", body, signal });
    const page = await parsed(response);
    const { receipt, comment } = find("#comments", page)?.dataset ?? {};
    if (receipt && response.ok) location.assign(`${response.url}#comment-${comment}`);
    // A gateway that finds nobody home is no better than a tunnel.
    else if (response.status > 501 && !find("#comment-form", page)) throw response;
    // Any other answer is a page to be read: the browser asks for it itself.
    else of.submit();
    trying.delete(of);
  } catch {
    say(of.dataset.offline, of);
    trying.set(of, setTimeout(send, Math.min(1e3 * 2 ** tries, 6e4), of, tries + 1));
  }
}

const parsed = async (response) =>
  new DOMParser().parseFromString(await response.text(), "text/html");

function press(of, held) {
  const button = find(".button", of) ?? find(`[form="${of.id}"]`);
  button.disabled = held;
  if (!of.dataset.sending) return;
  button.dataset.says ??= button.textContent;
  button.textContent = held ? of.dataset.sending : button.dataset.says;
}

// Replies: the form moves below what is answered.

function answer(link) {
  if (!link || !comments) return;
  cancel();
  form.elements.parent.value = link.dataset.reply;
  link.closest(".said").after(form);
  const note = document.createElement("p");
  const button = document.createElement("button");
  note.className = "answering small";
  note.append(link.getAttribute("aria-label"), " ", button);
  button.className = "plain";
  button.type = "button";
  button.textContent = form.dataset.cancel;
  button.onclick = () => cancel(link.focus());
  form.prepend(note);
}

function cancel() {
  find(".answering", form)?.remove();
  form.elements.parent.value = "";
  home.append(form);
}

// Receipts: from the address bar to the device, and shown again on the next visit.

const receipts = () => read("receipts:", 60)?.list ?? [];
const without = (comment) => receipts().filter((held) => held.comment !== comment);

function pocket({ receipt, comment }) {
  const address = new URL(location);
  address.searchParams.delete("receipt");
  history.replaceState(history.state, "", address);
  if (!receipt) return;
  // What was refused stands in its box, and is kept.
  if (words()?.sent && !find("[aria-invalid]")) write("words:");
  write("receipts:", { list: [...without(comment), { comment, receipt, at: Date.now() }].slice(-5) });
}

async function revisit({ comment, receipt }) {
  const id = `#comment-${+comment}`;
  const here = find(id);
  if (comments.dataset.receipt === receipt) return;
  const response = await fetch(`${path}?${new URLSearchParams({ receipt })}`);
  if (response.status > 499) return;
  const fresh = await parsed(response);
  const there = find(id, fresh);
  // Gone, or public with nothing left to mend.
  if (!there?.closest("li") || (here && !find("form", there)))
    return write("receipts:", { list: without(comment) });
  tell(there);
  if (here) here.replaceWith(there);
  else room(there.closest("li")).append(there.closest("li"));
  const count = find("#comments > h2", fresh);
  if (count) find("#comments > h2")?.replaceWith(count);
  if (location.hash === id) there.scrollIntoView();
}

// Until when, on the reader's clock.
function tell(within) {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  for (const time of within.querySelectorAll("[data-until]"))
    time.textContent = time.dataset.until.replace(
      "{}",
      new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang, clock),
    );
}

function room(item) {
  const above = find("[id]", item.parentElement.closest("li") ?? item).id;
  const host = find(`#${above}`)?.parentElement ?? comments;
  if (!find(":scope > ol", host)) {
    const list = document.createElement("ol");
    list.className = "thread";
    if (host === comments) find(":scope > form, :scope > .comments-closed", host).before(list);
    else host.append(list);
  }
  return find(":scope > ol", host);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-reply]");
  if (!link || !form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  answer(link);
  fields[0].focus();
});

document.addEventListener("submit", (event) => {
  const of = event.target;
  if (!of.matches("[data-send-once]")) return;
  press(of, true);
  // What has no words is sent by the browser, to be told so.
  if (!find("[data-status]", of) || !of.elements.body.value.trim()) return;
  event.preventDefault();
  if (!trying.has(of)) send(of);
});

addEventListener("online", () => {
  for (const [of, timer] of trying) if (timer) send(of);
});

// What another tab has sent is gone from the device; what stands here is not.
addEventListener("storage", ({ key, newValue }) => {
  if (form && key === "words:" + path && !newValue) keep();
});

// With the Back button a page returns as it was left.
addEventListener("pageshow", () => {
  for (const of of document.querySelectorAll("[data-send-once]")) press(of, false);
});

if (comments) {
  pocket(comments.dataset);
  tell(comments);
}
restore();
form?.addEventListener("input", () => keep());
if (comments) for (const held of receipts()) revisit(held).catch(() => {});
