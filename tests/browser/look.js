// What can be measured on a page; tests/browser/test_look.py asks for it.
({
  // What is wrong with a page, by width: what sticks out to the right (what scrolls by itself
  // may), what is too small to read, and what is too small for a finger. A frame takes on forty
  // widths in the time a window takes on two.
  async wrong(address, widths, smallestText, smallestTarget) {
    const frame = document.createElement("iframe");
    frame.src = address;
    frame.style.cssText = "border: 0; block-size: 740px";
    document.body.replaceChildren(frame);
    await new Promise((loaded) => (frame.onload = loaded));
    const page = frame.contentDocument;
    const found = widths.map(([width, closely]) => {
      frame.style.width = `${width}px`;
      const out = this.stickingOut(page, width);
      if (!closely) return [frame.contentWindow.innerWidth, out];
      const small = this.smallText(page, smallestText);
      return [width, [...out, ...small, ...this.smallTargets(page, smallestTarget)]];
    });
    return Object.fromEntries(found);
  },

  stickingOut(page, width) {
    page.defaultView.scrollTo(500, 0);
    const scrolled = page.defaultView.scrollX;
    return [...page.querySelectorAll("body *")]
      .filter((one) => !one.closest("pre, .wide, .skip, svg"))
      .filter((one) => scrolled || one.getBoundingClientRect().right > width + 1)
      .map((one) => `sticks out: ${one.outerHTML.slice(0, 100)}`);
  },

  smallText(page, smallest) {
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      const around = texts.currentNode.parentElement;
      const said = texts.currentNode.data.trim();
      if (!said || !around.checkVisibility()) continue;
      if (parseFloat(getComputedStyle(around).fontSize) < smallest) found.push(`too small: ${said}`);
    }
    return found;
  },

  // A link within a sentence is as tall as its line; all others are for fingers. A box within
  // its label is as large as that.
  smallTargets(page, smallest) {
    const within = ["p", "li", "td"].map((tag) => `.prose ${tag} a, .p-note ${tag} a`);
    const said = ".outcome a, .e-content a, .words a, p.quiet a, .skip, .trap *";
    return [...page.querySelectorAll("a[href], button, summary, input, select, textarea")]
      .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.disabled)
      .filter((one) => !one.matches(`${within}, ${said}`))
      .filter((one) => {
        const around = [one, ...one.children, one.closest("label") ?? one];
        const boxes = around.map((box) => box.getBoundingClientRect());
        return ["width", "height"].some((side) => boxes.every((box) => box[side] < smallest));
      })
      .map((one) => `for thinner fingers: ${one.outerHTML.slice(0, 100)}`);
  },

  // Where something stands, and how large; nothing where there is none.
  box(selector) {
    return document.querySelector(selector)?.getBoundingClientRect().toJSON() ?? null;
  },

  direction(selector) {
    return getComputedStyle(document.querySelector(selector)).direction;
  },

  // The letters of every full line of the paragraphs.
  lines() {
    const letter = document.createRange();
    return [...document.querySelectorAll(".prose > p")].flatMap((paragraph) => {
      const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const lines = new Map();
      while (texts.nextNode()) {
        for (let at = 0; at < texts.currentNode.length; at++) {
          letter.setStart(texts.currentNode, at);
          letter.setEnd(texts.currentNode, at + 1);
          const { width, bottom } = letter.getBoundingClientRect();
          if (width) lines.set(Math.round(bottom), (lines.get(Math.round(bottom)) ?? 0) + 1);
        }
      }
      return [...lines.values()].slice(0, -1);
    });
  },
})
