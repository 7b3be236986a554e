// The chat: the conversation so far, what comes in live, what is being sent.

import { freshKey, get, post } from "./asking.js";
import { bubble, dayMark, dayOf, element } from "./bubbles.js";
import { Sender } from "./sender.js";
import { Shelf } from "./shelf.js";

const words = document.getElementById("words").dataset;
const log = document.getElementById("log");
const older = document.getElementById("older");
const down = document.getElementById("down");
const state = document.getElementById("state");
const composer = document.getElementById("composer");
const text = document.getElementById("text");
const files = document.getElementById("files");
const chosen = document.getElementById("chosen");
const shelf = new Shelf(document.querySelector('meta[name="owner"]').content);
const sender = new Sender(shelf, showState);
const previews = new Map();
let picked = [];
let first = 0;
let last = 0;
let ended = false;
let joined = false;
let source = null;

// What was said.

function nearEnd() { return log.scrollHeight - log.scrollTop - log.clientHeight < 120; }
function toEnd() { log.scrollTop = log.scrollHeight; }
function showDown() { down.hidden = nearEnd(); }
function byKey(key) { return key ? log.querySelector(`[data-key="${CSS.escape(key)}"]`) : null; }

function append(line) {
  const stays = nearEnd();
  if (line.id) last = Math.max(last, line.id);
  if (line.id && log.querySelector(`[data-id="${line.id}"]`)) return;
  const files = line.files?.map((file) => ({ ...file, preview: previews.get(line.key) }));
  const drawn = bubble({ ...line, files }, choose);
  const pending = byKey(line.key);
  if (pending) pending.replaceWith(drawn);
  // Before what is still being sent: that comes later.
  else log.insertBefore(drawn, line.id ? log.querySelector("article.pending") : null);
  markDay(line, drawn);
  if (line.by === "person") settleChoices(drawn);
  if (stays || line.by === "person") reveal(drawn);
  if (line.once) post("/chat/seen", { line: line.id }).catch(() => {});
}

// What stands at the end stays in sight when a notice or a keyboard takes some of the room.
let atEnd = true;
log.addEventListener("scroll", () => { atEnd = nearEnd(); });
new ResizeObserver(() => { if (atEnd) toEnd(); }).observe(log);

// A message longer than the window is read from its beginning.
function reveal(drawn) {
  // The log alone is moved: beside the board, the page stays where it is.
  if (drawn.offsetHeight > log.clientHeight) log.scrollTop += drawn.getBoundingClientRect().top - log.getBoundingClientRect().top;
  else toEnd();
  showDown();
}

// Where another day begins it is said.
function markDay(line, drawn) {
  const lines = [...log.querySelectorAll("article")];
  const before = lines[lines.indexOf(drawn) - 1];
  const day = dayOf(line);
  if (day && day !== (before?.dataset.day ?? "")) drawn.before(dayMark(day));
  drawn.dataset.day = day || before?.dataset.day || "";
}

// What was answered is no longer offered.
function settleChoices(answer) {
  for (const line of log.querySelectorAll("article")) {
    if (line === answer) break;
    const settled = line.querySelector(".choices");
    if (settled?.contains(document.activeElement)) log.focus({ preventScroll: true });
    settled?.remove();
  }
}

async function showOlder() {
  const { lines, more, first: oldest } = await get(`/chat/lines?before=${first}`);
  const height = log.scrollHeight;
  const top = older.nextElementSibling;
  let day = "";
  for (const line of lines) {
    const drawn = bubble({ ...line, choices: [] }, choose);
    if (dayOf(line) !== day) log.insertBefore(dayMark(day = dayOf(line)), top);
    drawn.dataset.day = day;
    log.insertBefore(drawn, top);
  }
  // The day that was begun here already began earlier.
  if (top?.classList.contains("day") && top.textContent === day) top.remove();
  if (lines.length) first = oldest;
  older.hidden = !more;
  log.scrollTop += log.scrollHeight - height;
}

async function showNewest() {
  const { lines, more, first: oldest, last: newest } = await get("/chat/lines");
  lines.forEach(append);
  first = oldest;
  last = Math.max(last, newest);
  older.hidden = !more;
  for (const item of await shelf.all()) showState(item, item.failed ? "failed" : "waiting", item.failed);
  toEnd();
}

// What is being sent.

function pendingLine(item) {
  if (!item.file) return { by: "person", key: item.key, text: item.label ?? item.said.text };
  if (item.file.type.startsWith("image/") && !previews.has(item.key)) previews.set(item.key, URL.createObjectURL(item.file));
  const file = { name: item.file.name, size: item.file.size, preview: previews.get(item.key) };
  return { by: "person", key: item.key, text: item.caption, files: [file] };
}

function showState(item, what, detail) {
  if (what === "stored") reloadWhenSent();
  let line = byKey(item.key);
  if (line && line.dataset.id) return;
  if (!line) {
    line = bubble(pendingLine(item), choose);
    line.classList.add("pending");
    log.append(line);
    settleChoices(line);
    toEnd();
  }
  line.querySelector(".sending")?.remove();
  line.append(stateOf(item, what, detail));
}

function stateOf(item, what, detail) {
  const said = element("p", { class: `sending ${what}` });
  if (what === "stored") said.append(words.sent);
  if (what === "waiting") said.append(detail === 429 ? words.many : words.waiting);
  if (what === "sending") said.append(item.file ? `${words.sending} ${Math.floor((detail ?? 0) * 100)} %` : words.sending);
  if (what === "failed") said.append(why(detail), " ", ...ways(item));
  return said;
}

function why(status) {
  if (status === 413) return words.tooLarge;
  if (status === 415) return words.wrongType;
  return status === 401 ? words.ended : words.refused;
}

function ways(item) {
  const again = async () => { delete item.failed; await shelf.put(item); sender.run(); };
  const drop = async () => { await sender.drop(item); byKey(item.key)?.remove(); };
  const dropping = element("button", { type: "button", class: "plain", onclick: drop }, words.drop);
  // The same file would be refused again.
  if ([413, 415].includes(item.failed)) return [dropping];
  return [element("button", { type: "button", class: "plain", onclick: again }, words.again), dropping];
}

function choose({ label, question, index }) {
  sender.add({ key: freshKey(), label, said: { question, index } });
  // The button goes; on a phone the field would open the keyboard.
  (hasKeyboard() ? text : log).focus({ preventScroll: true });
}

function say() {
  const said = text.value.trim();
  const album = picked.length > 1 ? freshKey() : "";
  picked.forEach((file, place) => sender.add({ key: freshKey(), file, album, caption: place ? "" : said }));
  if (said && !picked.length) sender.add({ key: freshKey(), said: { text: said } });
  text.value = "";
  showPicked([]);
  grow();
}

// Who has joined meanwhile gets the page of a known person.
async function reloadWhenSent() {
  if (joined && !(await shelf.all()).length) location.reload();
}

// What is typed.

function hasKeyboard() { return matchMedia("(pointer: fine)").matches; }

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

function showPicked(list) {
  picked = list;
  files.value = "";
  chosen.hidden = !picked.length;
  chosen.replaceChildren(...picked.map((file) => element("li", {},
    file.name, element("button", { type: "button", class: "plain", onclick: () => showPicked(picked.filter((other) => other !== file)) }, words.drop))));
}

composer.addEventListener("submit", (event) => { event.preventDefault(); say(); });
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  const typed = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  // On a phone, Enter makes a new line: the button sends.
  if (typed && hasKeyboard()) { event.preventDefault(); say(); }
});
files.addEventListener("change", () => showPicked([...picked, ...files.files]));
text.addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) { event.preventDefault(); showPicked([...picked, ...event.clipboardData.files]); }
});
older.addEventListener("click", showOlder);
down.addEventListener("click", toEnd);
new ResizeObserver(showDown).observe(log);
log.addEventListener("scroll", () => { showDown(); if (log.scrollTop < 40 && !older.hidden && !older.disabled) {
  older.disabled = true;
  showOlder().catch(() => {}).finally(() => { older.disabled = false; });
} });

// What comes in live.

function listen() {
  if (document.hidden || ended || source) return;
  source = new EventSource(`/chat/stream?after=${last}`);
  source.addEventListener("line", (event) => append(JSON.parse(event.data)));
  source.addEventListener("open", () => { state.textContent = ""; sender.run(); });
  source.addEventListener("known", () => { joined = true; reloadWhenSent(); });
  source.addEventListener("end", () => { ended = true; deafen(); state.textContent = words.ended; });
  source.addEventListener("error", () => {
    if (ended) return;
    state.textContent = words.offline;
    // A refusal closes it for good; a lost signal does not.
    if (source?.readyState === EventSource.CLOSED) { deafen(); setTimeout(listen, 3000); }
  });
}

function deafen() { source?.close(); source = null; }

// A browser opens six connections to one server: a page that nobody looks at holds none.
document.addEventListener("visibilitychange", () => (document.hidden ? deafen() : listen()));

async function start() {
  try {
    await showNewest();
    await shelf.dropOthers();
    listen();
    sender.run();
  } catch {
    state.textContent = words.offline;
    setTimeout(start, 3000);
  }
}

start();
if (hasKeyboard()) text.focus({ preventScroll: true });
