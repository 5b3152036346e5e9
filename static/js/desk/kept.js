// What is typed, kept on this device: under the file it belongs to, or under its own id.

const MARK = "writing:";
const LASTS = 30 * 864e5;

export function read(name) {
  try {
    return JSON.parse(localStorage.getItem(MARK + name));
  } catch {
    return null;
  }
}

export function keep(name, what) {
  try {
    localStorage.setItem(MARK + name, JSON.stringify({ ...what, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(MARK + name);
  } catch {}
}

// Everything that was typed here and never reached the server, the newest first. What the server
// has as well goes after a month, or the device would be full one day.
export function unsaved() {
  const found = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(MARK)) continue;
      const own = name.slice(MARK.length);
      const one = read(own);
      if (!one || (one.saved && Date.now() - one.at > LASTS)) forget(own);
      else if (!one.saved) found.push(one);
    }
  } catch {}
  return found.sort((one, other) => other.at - one.at);
}
