// Makes or uses a passkey where the browser can; the form below does without.

const form = document.querySelector("[data-passkey]");
const first = form.querySelector(".first");
const status = form.querySelector("[data-status]");
const options = JSON.parse(form.dataset.options);

// A site without a name has no passkeys: browsers tie them to one.
const hasName = !/^[\d.]+$|:/.test(options.rpId ?? options.rp.id);

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

const text = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function asked() {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  if (options.user) publicKey.user = { ...options.user, id: bytes(options.user.id) };
  return { publicKey };
}

function answered({ id, rawId, type, response }) {
  const said = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[part]) said[part] = text(response[part]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: said });
}

async function use(button) {
  button.disabled = true;
  status.textContent = "";
  try {
    const found = await navigator.credentials[form.dataset.passkey](asked());
    form.elements.credential.value = answered(found);
    form.submit();
  } catch {
    status.textContent = form.dataset.failed;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential && hasName) {
  const button = first.querySelector("button");
  const fold = form.querySelector("details");
  first.hidden = false;
  form.dataset.ready = "";
  if (fold && !status.textContent) fold.open = false;
  button.addEventListener("click", () => use(button));
  // With the Back button a page returns as it was left.
  addEventListener("pageshow", () => (button.disabled = false));
}
