// Photos into a text: turned and made small on the device, sent one after the other, each until
// it has arrived.

import { type } from "./marks.js";

const LONGEST = 2560;
const AGAIN = [1000, 3000, 10000];
const wait = (time) => new Promise((done) => setTimeout(done, time));

// A canvas keeps the points and nothing else; the browser turns the picture upright.
export async function small(file) {
  if (file.type === "image/gif") return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const kind = file.type === "image/png" ? "image/png" : "image/jpeg";
    const made = await new Promise((done) => canvas.toBlob(done, kind, 0.86));
    return made ?? file;
  } catch {
    return file; // what this browser can't read, the server may
  }
}

// Sent again until it has arrived: the same photo sent twice is one on the server.
async function sent(form, blob, name, say) {
  const body = new FormData();
  for (const field of ["csrf_token", "file", "over", "number"]) body.set(field, form.elements[field].value);
  body.set("photo", blob, name);
  const lost = { problem: form.dataset.photoLost.replace("%(photo)s", name) };
  for (let attempt = 0; ; attempt++) {
    say("photo");
    try {
      const answer = await fetch(form.dataset.photos, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json().catch(() => lost);
      if (answer.status === 401) return { problem: form.dataset.signedOut };
      if (answer.status < 500) return said;
    } catch {}
    say("photoWaits");
    await Promise.race([wait(AGAIN[Math.min(attempt, AGAIN.length - 1)]), backOnline()]);
  }
}

const backOnline = () => new Promise((done) => addEventListener("online", done, { once: true }));

// "What is on it?" stands at the bar until it is answered or skipped; the picture is there already.
function ask(area, name, isTyping) {
  const question = document.querySelector("[data-alt]");
  const field = question.querySelector("input");
  const done = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    event.preventDefault();
    const mark = `![](${name})`;
    const at = area.value.lastIndexOf(mark);
    const words = field.value.trim().replace(/[[\]]/g, "");
    if (words && at >= 0) type(area, `![${words}](${name})`, at, at + mark.length);
    question.hidden = true;
    question.replaceWith(question.cloneNode(true));
    answered();
  };
  let answered;
  const answer = new Promise((resolve) => (answered = resolve));
  field.value = "";
  field.placeholder = name;
  field.addEventListener("keydown", done);
  for (const button of question.querySelectorAll("button")) button.addEventListener("click", done);
  question.querySelector("[data-skip]").addEventListener("click", () => (field.value = ""), { capture: true });
  question.hidden = false;
  // Who goes on writing is not torn away.
  if (!isTyping) field.focus();
  return answer;
}

// A picture is a paragraph: it comes after the one the caret is in, which may be under way, and
// after the picture that was chosen before it.
function put(area, name, { after, isTyping }) {
  const was = document.activeElement;
  const [start, caret] = [area.selectionStart, area.selectionEnd];
  const last = after ? area.value.lastIndexOf(`](${after})`) : -1;
  const line = area.value.indexOf("\n", Math.max(last, caret));
  const to = line < 0 ? area.value.length : line;
  const before = area.value.slice(0, to).replace(/\n*$/, "");
  const gap = area.value.slice(to).match(/^\n*/)[0].length;
  type(area, `${before && "\n\n"}![](${name})\n\n`, before.length, to + gap);
  if (isTyping && caret <= before.length) area.setSelectionRange(start, caret);
  if (was !== area && was?.matches("input:not([type=file]), textarea")) was.focus();
}

// Tells how many are on their way, and lets others wait until none is; whether all have arrived.
export function take(form, area, input) {
  const state = document.querySelector("[data-photo-state]");
  const problems = document.querySelector("[data-photo-problems]");
  let asked = Promise.resolve();
  let typed = 0;
  let onTheWay = 0;
  let coming;
  const all = async () => !onTheWay || coming;
  input.closest("[data-photo]").hidden = false;
  form.addEventListener("input", (event) => event.isTrusted && typed++);
  addEventListener("beforeunload", (event) => onTheWay && event.preventDefault());
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    problems.textContent = "";
    const before = all();
    onTheWay += files.length;
    coming = Promise.all([before, brought(files)]).then((whole) => whole.every(Boolean));
  });
  async function brought(files) {
    let after;
    let isWhole = true;
    for (const [index, file] of files.entries()) {
      const say = (how) => (state.textContent = form.dataset[how].replace("%(n)s", index + 1).replace("%(m)s", files.length));
      say("photo");
      const before = typed;
      const whole = document.querySelector("#originals").checked;
      const { name, problem } = await sent(form, whole ? file : await small(file), file.name, say);
      onTheWay--;
      state.textContent = "";
      if (name) {
        const isTyping = typed !== before;
        put(area, name, { after, isTyping });
        after = name;
        asked = asked.then(() => ask(area, name, isTyping));
      } else {
        isWhole = false;
        problems.textContent += `${problem} `;
      }
    }
    return isWhole;
  }
  return { count: () => onTheWay, all };
}
