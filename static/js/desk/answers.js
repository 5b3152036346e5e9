// A half-written answer is kept on this device, for its author alone, until the server has it.

const ANSWER = "answer:";
const SENT = "answer-sent";
const LASTS = 30 * 864e5;
const fields = [...document.querySelectorAll("textarea[id^=answer-]")];
const key = ({ id, dataset }) => `${ANSWER}${dataset.author}:${id}`;

const keep = (field) => {
  if (!field.value.trim()) return localStorage.removeItem(key(field));
  localStorage.setItem(key(field), JSON.stringify({ words: field.value, at: Date.now() }));
};

// The device would be full one day.
const tidy = () => {
  for (const name of Object.keys(localStorage))
    if (name.startsWith(ANSWER) && Date.now() - JSON.parse(localStorage.getItem(name)).at > LASTS)
      localStorage.removeItem(name);
};

// Where storage is full or forbidden, nothing is kept.
const quietly = (does) => {
  try {
    does();
  } catch {}
};

quietly(() => {
  const [sent, from] = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
  if (sent && document.querySelector(".notice") && location.search !== from) localStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
  tidy();
});
for (const field of fields) {
  quietly(() => {
    const kept = JSON.parse(localStorage.getItem(key(field)));
    if (!kept || field.value) return;
    field.value = kept.words;
    field.closest("details").open = true;
  });
  field.addEventListener("input", () => quietly(() => keep(field)));
  // What the browser sends by itself has arrived once the page says so.
  field.form.addEventListener("submit", () =>
    quietly(() => sessionStorage.setItem(SENT, JSON.stringify([key(field), location.search]))),
  );
  field.form.addEventListener("taken", () =>
    quietly(() => {
      localStorage.removeItem(key(field));
      sessionStorage.removeItem(SENT);
    }),
  );
}
