// Tags there are already, to be tapped into the line of tags and out of it again.

const words = (line) => line.value.split(",").map((word) => word.trim()).filter(Boolean);
const alike = (one, other) => one.toLowerCase().replace(/\s+/g, "-") === other.toLowerCase();

export function offer(line, buttons) {
  const show = () => {
    const there = words(line);
    for (const one of buttons) one.setAttribute("aria-pressed", there.some((word) => alike(word, one.value)));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const there = words(line);
      const rest = there.filter((word) => !alike(word, button.value));
      line.value = (rest.length < there.length ? rest : [...there, button.value]).join(", ");
      line.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  line.addEventListener("input", show);
  show();
}
