// Whoever leaves it at the other text gives up what this device has kept of theirs.

import { forget } from "./kept.js";

const form = document.querySelector("[data-kept]");
form.addEventListener("submit", (event) => event.submitter?.matches("[data-forget]") && forget(form.dataset.kept));
