// The board: orders by its buttons, and what changed put in the place of the old.

import { freshKey, post, Refused } from "./asking.js";

const part = document.getElementById("part");
const said = document.getElementById("said");
const words = said.dataset;
const wide = matchMedia("(min-width: 1120px)");
const keys = new Map();
const giving = new Set();
const SHOWN_MS = 8000;
let ended = false;
let fetching = null;
let source = null;

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

async function refresh() {
  const here = new URL(location.href);
  here.searchParams.set("part", "1");
  const answer = await fetch(here, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  part.dataset.seen = answer.headers.get("X-Seen");
  put(await answer.text());
}

// One at a time; what changes meanwhile is told again.
function changed() {
  fetching = (fetching ?? Promise.resolve()).then(refresh).catch(() => { said.textContent = words.offline; });
}

function listen() {
  source = new EventSource(`${part.dataset.live}${part.dataset.live.includes("=") ? "&" : ""}seen=${part.dataset.seen}`);
  source.addEventListener("changed", changed);
  source.addEventListener("open", () => { if (said.textContent === words.offline) said.textContent = ""; });
  source.addEventListener("end", () => { ended = true; source.close(); said.textContent = words.ended; });
  source.addEventListener("error", () => {
    if (ended || document.hidden) return;
    said.textContent = words.offline;
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (!document.hidden) { source.close(); listen(); } }, 3000);
  });
}

// A page that nobody sees does not listen: a browser keeps only a few connections open.
document.addEventListener("visibilitychange", () => {
  if (ended) return;
  source.close();
  if (!document.hidden) listen();
});

listen();
