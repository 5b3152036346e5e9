// Whether the server answers, asked before a page is left that may have no other place.

const PATIENCE = 10_000;

export async function isReached() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    return (await fetch(location.href, { method: "HEAD", signal })).status < 500;
  } catch {
    return false;
  }
}
