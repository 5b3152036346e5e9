// A check-in is kept on this device until it is published: the back button, a dead network and
// an empty battery leave it as it was.

const form = document.querySelector("#check-in");
const KEY = "check-in";
const named = () => [...new FormData(form)].filter(([name]) => name !== "csrf_token");

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
