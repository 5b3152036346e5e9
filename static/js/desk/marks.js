// Marks in a plain textarea: dictation, autocorrect and undo stay the browser's own, because
// every change is typed into it (execCommand is the one way that undo knows).

export function type(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const selected = (area) => area.value.slice(area.selectionStart, area.selectionEnd);

function around(area, before, after, word) {
  const start = area.selectionStart;
  const text = selected(area) || word;
  type(area, before + text + after);
  area.setSelectionRange(start + before.length, start + before.length + text.length);
}

// The whole lines that the selection touches.
function lines(area) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const end = area.value.indexOf("\n", area.selectionEnd);
  return [from, end < 0 ? area.value.length : end];
}

function begin(area, mark) {
  const [from, to] = lines(area);
  const old = area.value.slice(from, to).split("\n");
  const all = old.every((line) => line.startsWith(mark));
  const text = old.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  type(area, text, from, to);
}

const MARKS = {
  bold: (area) => around(area, "**", "**", area.dataset.wordBold),
  link: (area) => link(area),
  list: (area) => begin(area, "- "),
  quote: (area) => begin(area, "> "),
  session: (area) => session(area),
};

// A session of training, to be filled in where it stands.
function session(area) {
  const before = area.value.slice(0, area.selectionEnd).replace(/\n*$/, "");
  const gap = before ? "\n\n" : "";
  const text = `${gap}\`\`\`training\n- {sport: run, distance: , time: "", pain: 0}\n\`\`\`\n\n`;
  type(area, text, before.length, area.selectionEnd);
  const at = area.value.indexOf("distance: ,", before.length) + "distance: ".length;
  area.setSelectionRange(at, at);
}

function link(area) {
  const start = area.selectionStart;
  const text = selected(area) || area.dataset.wordLink;
  type(area, `[${text}](https://)`);
  const address = start + text.length + 3;
  area.setSelectionRange(address, address + "https://".length);
}

// Enter goes on with a list or a quote, and on an empty entry ends it.
function enter(area, event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const at = area.selectionStart;
  if (at !== area.selectionEnd) return;
  const from = area.value.lastIndexOf("\n", at - 1) + 1;
  const line = area.value.slice(from, at);
  const [mark, indent, sign, number] = line.match(/^(\s*)([-*+>]|(\d{1,3})[.)])\s+/) ?? [];
  if (!mark) return;
  event.preventDefault();
  // What follows is a paragraph of its own only after an empty line.
  if (line === mark) return type(area, /[^\n]\n$/.test(area.value.slice(0, from)) ? "\n" : "", from, at);
  const next = number ? sign.replace(number, +number + 1) : sign;
  type(area, `\n${indent}${next} `);
}

const WEB = /^https?:\/\/\S+$/;
const HEADINGS = { H1: "# ", H2: "## ", H3: "### ", H4: "#### ", H5: "##### ", H6: "###### " };
const BLOCKS =
  "P DIV SECTION ARTICLE HEADER FOOTER MAIN ASIDE NAV FIGURE FIGCAPTION TABLE TR DL DT DD ADDRESS FORM DETAILS SUMMARY".split(" ");
const INLINE = { B: "**", STRONG: "**", I: "*", EM: "*", CODE: "`", DEL: "~~", S: "~~" };

// What a page or a word processor put on the clipboard, in the marks we know.
export function markdown(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("script, style, head, title, template").forEach((one) => one.remove());
  return written(page.body).replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim();
}

function written(node) {
  return [...node.childNodes].map(one).join("");
}

function one(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const name = node.nodeName;
  if (name === "PRE") return `\n\n\`\`\`\n${node.textContent.replace(/\n$/, "")}\n\`\`\`\n\n`;
  const inside = written(node);
  if (name === "BR") return "\n";
  if (!inside.trim()) return inside;
  if (name === "A" && WEB.test(node.href)) return `[${inside.trim()}](${node.href})`;
  if (name === "LI") return item(node, inside.trim());
  if (name === "UL" || name === "OL") return `\n${inside}\n`;
  if (name in HEADINGS) return `\n\n${HEADINGS[name]}${inside.trim()}\n\n`;
  if (name === "BLOCKQUOTE") return `\n\n${inside.trim().replace(/\n{3,}/g, "\n\n").replace(/^/gm, "> ")}\n\n`;
  if (name === "TD" || name === "TH") return `${inside.trim()} `;
  if (BLOCKS.includes(name)) return `\n\n${inside.trim()}\n\n`;
  // Some word processors say so of everything, and of what is not.
  const light = /font-weight:\s*(normal|400)/.test(node.getAttribute("style"));
  // A mark ends with its paragraph.
  if (name in INLINE && !light) return inside.replace(/^(\s*)(\S.*?)(\s*)$/gm, `$1${INLINE[name]}$2${INLINE[name]}$3`);
  return inside;
}

function item(node, inside) {
  const numbered = node.parentElement?.nodeName === "OL";
  const number = [...(node.parentElement?.children ?? [])].indexOf(node) + 1;
  const mark = numbered ? `${number}. ` : "- ";
  return `\n${mark}${inside.replace(/\n+/g, `\n${" ".repeat(mark.length)}`)}`;
}

function paste(area, event) {
  const text = event.clipboardData.getData("text/plain").trim();
  const html = event.clipboardData.getData("text/html");
  if (WEB.test(text) && selected(area) && !WEB.test(selected(area))) {
    event.preventDefault();
    return type(area, `[${selected(area)}](${text})`);
  }
  const rich = html && markdown(html);
  if (!rich || rich === text) return;
  event.preventDefault();
  type(area, rich);
}

export function help(area, bar) {
  area.addEventListener("keydown", (event) => enter(area, event));
  area.addEventListener("paste", (event) => paste(area, event));
  area.addEventListener("keydown", (event) => {
    const name = { b: "bold", k: "link" }[event.key];
    if (!name || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    MARKS[name](area);
  });
  for (const button of bar.querySelectorAll("[data-mark]")) {
    button.hidden = false;
    button.addEventListener("click", () => MARKS[button.dataset.mark](area));
  }
}
