// The chat: the conversation so far, what comes in live, what is being sent.

import { freshKey } from "./asking.js";
import { Composer, hasKeyboard } from "./composer.js";
import { Listening } from "./listening.js";
import { Log } from "./log.js";
import { Pending } from "./pending.js";
import { Sender } from "./sender.js";
import { Shelf } from "./shelf.js";

const FIRST_PAUSE = 3000;
const LONGEST_PAUSE = 60000;
const words = document.getElementById("words").dataset;
const state = document.getElementById("state");
const owner = document.querySelector('meta[name="owner"]').content;
const shelf = new Shelf(owner);
const log = new Log(choose);
const pending = new Pending(log, choose, (item) => sender.repeat(item), (item) => sender.drop(item));
const sender = new Sender(shelf, show);
const composer = new Composer(send, owner);
const listening = new Listening(() => `/chat/stream?after=${log.last}`, {
  line: (event) => log.append(JSON.parse(event.data)),
  known: () => { joined = true; reloadWhenSent(); },
}, tell);
let joined = false;
let failures = 0;

function show(item, what, detail) {
  if (what === "stored") reloadWhenSent();
  pending.show(item, what, detail);
}

function send(said, files) {
  const album = files.length > 1 ? freshKey() : "";
  files.forEach((file, place) => sender.add({ key: freshKey(), file, album, caption: place ? "" : said }));
  if (said && !files.length) sender.add({ key: freshKey(), said: { text: said } });
}

function choose({ label, question, index }) {
  sender.add({ key: freshKey(), label, said: { question, index } });
  // The button goes; on a phone the field would open the keyboard.
  (hasKeyboard() ? composer : log).focus();
}

function tell(what) {
  state.textContent = what === "open" ? "" : words[what];
  if (what === "open") sender.run();
}

// Who has joined meanwhile gets the page of a known person.
async function reloadWhenSent() {
  const waiting = joined ? await shelf.all().catch(() => null) : null;
  if (waiting?.length === 0) location.reload();
}

async function showWaiting() {
  const waiting = await shelf.all().catch(() => []);
  for (const item of waiting) show(item, item.failed ? "failed" : "waiting", item.failed);
}

async function start() {
  try {
    await log.showNewest();
  } catch (error) {
    if (error.status === 401) return listening.end();
    tell("offline");
    return setTimeout(start, Math.min(FIRST_PAUSE * 2 ** failures++, LONGEST_PAUSE));
  }
  log.toEnd();
  listening.start();
  await showWaiting();
  sender.run();
  await shelf.dropOthers();
}

start();
if (hasKeyboard()) composer.focus();
