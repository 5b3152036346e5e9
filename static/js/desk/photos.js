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

async function sent(form, blob, name) {
  const body = new FormData();
  for (const field of ["csrf_token", "file", "over", "number"]) body.set(field, form.elements[field].value);
  body.set("photo", blob, name);
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch(form.dataset.photos, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok || answer.status < 500) return said;
    } catch {}
    await wait(AGAIN[Math.min(attempt, AGAIN.length - 1)]);
  }
}

// "What is on it?" stands at the bar until it is answered or skipped; the picture is there already.
function ask(area, name) {
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
  field.addEventListener("keydown", done);
  for (const button of question.querySelectorAll("button")) button.addEventListener("click", done);
  question.querySelector("[data-skip]").addEventListener("click", () => (field.value = ""), { capture: true });
  question.hidden = false;
  field.focus();
  return answer;
}

export function take(form, area, input, say) {
  input.closest("[data-photo]").hidden = false;
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    for (const [index, file] of files.entries()) {
      say("photo", index + 1, files.length);
      const whole = document.querySelector("#originals").checked;
      const { name, problem } = await sent(form, whole ? file : await small(file), file.name);
      if (!name) {
        say("photoRefused", problem ?? file.name);
        continue;
      }
      const before = area.value.slice(0, area.selectionEnd).replace(/\n*$/, "");
      const gap = before ? "\n\n" : "";
      type(area, `${gap}![](${name})\n\n`, before.length, area.selectionEnd);
      await ask(area, name);
    }
  });
}
