// A code, typed or from the link. Behind "#" it was sent to nobody; it leaves the address once used.

import { freshKey, post, Refused } from "./asking.js";

const form = document.getElementById("join");
const field = document.getElementById("code");
const fault = document.getElementById("fault");
let key = "";
let tried = "";

function fromLink() {
  try { return decodeURIComponent(location.hash.slice(1)).trim(); } catch { return ""; }
}

// The same code sent again is the same request; another code is another.
function keyOf(code) {
  if (code !== tried) [tried, key] = [code, freshKey()];
  return key;
}

async function join() {
  fault.textContent = "";
  const code = field.value.trim();
  if (!code) return;
  try {
    const { to } = await post("/join", { key: keyOf(code), code });
    history.replaceState(null, "", "/join");
    location.replace(to);
  } catch (error) {
    const refused = error instanceof Refused;
    if (refused && error.status === 429) fault.textContent = form.dataset.many;
    else fault.textContent = refused ? form.dataset.wrong : form.dataset.offline;
    field.focus();
  }
}

function takeLink() {
  field.value = fromLink();
  // Somebody is known here: they say first whether the code is for them.
  if (field.value && !("known" in form.dataset)) join();
}

form.addEventListener("submit", (event) => { event.preventDefault(); join(); });
// A link pasted where this page is open already does not load it again.
window.addEventListener("hashchange", takeLink);
takeLink();
