// The board: orders by its buttons, and what changed put in the place of the old.

import { ask, freshKey, post, Refused } from "./asking.js";
import { Listening } from "./listening.js";

const part = document.getElementById("part");
const said = document.getElementById("said");
const words = said.dataset;
const wide = matchMedia("(min-width: 1120px)");
const keys = new Map();
const giving = new Set();
const SHOWN_MS = 8000;
const FIRST_PAUSE = 3000;
const LONGEST_PAUSE = 60000;
const CLOSED_TO_US = [401, 403, 404];
const troubles = ["offline", "busy", "pages"].map((name) => words[name]);
let fetching = null;
let again = null;
let failures = 0;

document.body.classList.add("live");

// The conversation stands beside the board where there is room for it.

let talks = false;
function talkBeside() {
  if (!wide.matches || talks) return;
  talks = true;
  import("./chat.js");
}
wide.addEventListener("change", talkBeside);
talkBeside();

// Orders.

async function give(button) {
  const order = button.dataset.order;
  if (giving.has(order)) return;
  giving.add(order);
  if (!keys.has(order)) keys.set(order, freshKey());
  try {
    await post("/board/order", { key: keys.get(order), order });
    keys.delete(order);
    if (!wide.matches) return location.assign("/chat");
    say(words.ordered);
  } catch (error) {
    said.textContent = why(error);
  } finally {
    giving.delete(order);
  }
}

function say(what) {
  said.textContent = what;
  setTimeout(() => { if (said.textContent === what) said.textContent = ""; }, SHOWN_MS);
}

// Whether it arrived is not known where nobody answered: the next press has the same key.
function why(error) {
  if (!(error instanceof Refused)) return words.unsent;
  if (error.status === 401) return words.ended;
  return error.status === 429 ? words.many : words.refused;
}

part.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.order) give(button);
  if (button && "print" in button.dataset) print();
});
part.addEventListener("change", (event) => { if (event.target.id === "period") event.target.form.submit(); });

// What is closed would be missing on paper.
addEventListener("beforeprint", () => part.querySelectorAll("details").forEach((one) => { one.open = true; }));

// What changed.

function addressOf(element) {
  for (const name of ["data-order", "href"]) {
    if (element.hasAttribute(name)) return `${element.localName}[${name}="${CSS.escape(element.getAttribute(name))}"]`;
  }
  if (element.id) return `#${CSS.escape(element.id)}`;
  return element.localName === "summary" ? `#${CSS.escape(element.parentElement.id)} > summary` : "";
}

function put(html) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const address = focused ? addressOf(focused) : "";
  const place = address ? [...part.querySelectorAll(address)].indexOf(focused) : 0;
  const scrolled = [...part.querySelectorAll(".scroll")].map((one) => [one.id, one.scrollTop, one.scrollLeft]);
  const open = new Map([...part.querySelectorAll("details")].map((one) => [one.id, one.open]));
  const across = [scrollX, scrollY];
  part.innerHTML = html;
  for (const one of part.querySelectorAll("details")) one.open = open.get(one.id) ?? one.open;
  for (const [id, top, left] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  // What was pressed may be gone: whoever goes by the keyboard is not thrown to the top.
  if (focused) ((address && (part.querySelectorAll(address)[place] ?? part.querySelector(address))) || part).focus({ preventScroll: true });
  scrollTo(...across);
}

// What the page shows now, with its digest.
async function refresh() {
  const here = new URL(location.href);
  here.searchParams.set("part", "1");
  const [html, seen] = await ask(here, { headers: { Accept: "text/html" } }, async (answer) => [await answer.text(), answer.headers.get("X-Seen")]);
  part.dataset.seen = seen;
  put(html);
  failures = 0;
  calm();
}

// The stream tells of a change once: what could not be fetched then is asked for again.
function failed(error) {
  if (CLOSED_TO_US.includes(error.status)) return location.reload();
  said.textContent = error instanceof Refused ? words.busy : words.offline;
  again = setTimeout(changed, Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE));
}

// One at a time; what changes meanwhile is told again.
function changed() {
  clearTimeout(again);
  fetching = (fetching ?? Promise.resolve()).then(refresh).catch(failed);
}

function calm() {
  if (!failures && troubles.includes(said.textContent)) said.textContent = "";
}

function tell(what) {
  if (what === "open") calm();
  else said.textContent = words[what];
}

const address = () => `${part.dataset.live}${part.dataset.live.includes("=") ? "&" : ""}seen=${part.dataset.seen}`;

new Listening(address, { changed }, tell).start();
