// The photo of a check-in, kept on this device under the check-in's id until that is published:
// a phone drops a tab it needs the room of, and a field for files comes back empty.

const STORE = "check-in";
const PHOTO = "/desk/check-in/photo";
const opened = () => caches.open(STORE);

export async function keep(id, file) {
  try {
    const about = { "X-Id": id, "X-Name": encodeURIComponent(file.name), "Content-Type": file.type };
    await (await opened()).put(PHOTO, new Response(file, { headers: about }));
  } catch {}
}

export async function read(id) {
  try {
    const kept = await (await opened()).match(PHOTO);
    if (kept?.headers.get("X-Id") !== id) return void forget();
    const [blob, name] = [await kept.blob(), decodeURIComponent(kept.headers.get("X-Name"))];
    return new File([blob], name, { type: blob.type });
  } catch {}
}

export async function forget() {
  try {
    await caches.delete(STORE);
  } catch {}
}
