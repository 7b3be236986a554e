// The log: what was said, day by day; what is older comes on top.

import { get, post } from "./asking.js";
import { bubble, dayMark, dayOf } from "./bubbles.js";

const NEAR_END = 120;
const NEAR_TOP = 40;

// A code, typed before anything else was said, is not kept: a newcomer is not greeted with that.
function isUnsaid(line, spoken) { return line.gone && line.by === "person" && !spoken; }

export class Log {
  constructor(choose) {
    this.choose = choose;
    this.place = document.getElementById("log");
    this.older = document.getElementById("older");
    this.down = document.getElementById("down");
    // Pictures that were sent from here, by the key of their line.
    this.previews = new Map();
    // Keys of lines that have arrived and are not drawn.
    this.undrawn = new Set();
    this.first = 0;
    this.last = 0;
    this.keepsEnd();
    this.older.addEventListener("click", () => this.fetchOlder());
    this.down.addEventListener("click", () => this.toEnd());
  }

  // Scrolling.

  nearEnd() { return this.place.scrollHeight - this.place.scrollTop - this.place.clientHeight < NEAR_END; }
  toEnd() { this.place.scrollTop = this.place.scrollHeight; }
  showDown() { this.down.hidden = this.nearEnd(); }
  focus() { this.place.focus({ preventScroll: true }); }

  // What stands at the end stays in sight when a notice or a keyboard takes some of the room.
  keepsEnd() {
    let atEnd = true;
    this.place.addEventListener("scroll", () => {
      atEnd = this.nearEnd();
      this.showDown();
      if (this.place.scrollTop < NEAR_TOP) this.fetchOlder();
    });
    new ResizeObserver(() => { if (atEnd) this.toEnd(); this.showDown(); }).observe(this.place);
  }

  // A message longer than the window is read from its beginning.
  reveal(drawn) {
    // The log alone is moved: beside the board, the page stays where it is.
    if (drawn.offsetHeight > this.place.clientHeight) this.place.scrollTop += drawn.getBoundingClientRect().top - this.place.getBoundingClientRect().top;
    else this.toEnd();
    this.showDown();
  }

  // Lines.

  byKey(key) { return key ? this.place.querySelector(`[data-key="${CSS.escape(key)}"]`) : null; }

  hasArrived(key) { return this.undrawn.has(key) || Boolean(this.byKey(key)?.dataset.id); }

  append(line) {
    const stays = this.nearEnd();
    this.last = Math.max(this.last, line.id);
    if (this.place.querySelector(`[data-id="${line.id}"]`)) return;
    const pending = this.byKey(line.key);
    if (!pending && isUnsaid(line, this.hasSpoken())) {
      this.undrawn.add(line.key);
      return this.settleChoices();
    }
    const files = line.files?.map((file) => ({ ...file, preview: this.previews.get(line.key) }));
    const drawn = bubble({ ...line, files }, this.choose);
    if (pending) pending.replaceWith(drawn);
    // Before what is still being sent: that comes later.
    else this.place.insertBefore(drawn, this.place.querySelector("article.pending"));
    this.markDay(line, drawn);
    if (line.by === "person") this.settleChoices(drawn);
    if (stays || line.by === "person") this.reveal(drawn);
    if (line.once) post("/chat/seen", { line: line.id }).catch(() => {});
  }

  hasSpoken() { return !this.older.hidden || this.place.querySelector("article.person:not(.pending, .gone)") !== null; }

  // What is being sent stands last.
  appendPending(drawn) {
    drawn.classList.add("pending");
    this.place.append(drawn);
    this.settleChoices(drawn);
    this.toEnd();
  }

  // Where another day begins it is said.
  markDay(line, drawn) {
    const lines = [...this.place.querySelectorAll("article")];
    const before = lines[lines.indexOf(drawn) - 1];
    const day = dayOf(line);
    if (day && day !== (before?.dataset.day ?? "")) drawn.before(dayMark(day));
    drawn.dataset.day = day || before?.dataset.day || "";
  }

  // What was answered is no longer offered.
  settleChoices(answer) {
    for (const line of this.place.querySelectorAll("article")) {
      if (line === answer) break;
      const settled = line.querySelector(".choices");
      if (settled?.contains(document.activeElement)) this.focus();
      settled?.remove();
    }
  }

  async showNewest() {
    const { lines, more, first, last } = await get("/chat/lines");
    this.older.hidden = !more;
    for (const line of lines) this.append(line);
    this.first = first;
    this.last = Math.max(this.last, last);
  }

  fetchOlder() {
    if (this.older.hidden || this.older.disabled) return;
    this.older.disabled = true;
    this.showOlder().catch(() => {}).finally(() => { this.older.disabled = false; });
  }

  async showOlder() {
    const { lines, more, first } = await get(`/chat/lines?before=${this.first}`);
    const height = this.place.scrollHeight;
    this.putBefore(this.older.nextElementSibling, lines, more);
    if (lines.length) this.first = first;
    this.older.hidden = !more;
    this.place.scrollTop += this.place.scrollHeight - height;
  }

  putBefore(top, lines, more) {
    let day = "";
    let spoken = more;
    for (const line of lines) {
      if (isUnsaid(line, spoken)) continue;
      spoken ||= line.by === "person";
      const drawn = bubble({ ...line, choices: [] }, this.choose);
      if (dayOf(line) !== day) this.place.insertBefore(dayMark(day = dayOf(line)), top);
      drawn.dataset.day = day;
      this.place.insertBefore(drawn, top);
    }
    // The day that was begun here already began earlier.
    if (top?.classList.contains("day") && top.textContent === day) top.remove();
  }
}
