// One stream of events: closed while nobody looks, taken up again where it broke off, and ended for
// good with the session.

import { ask, Refused } from "./asking.js";

const FIRST_PAUSE = 3000;
const LONGEST_PAUSE = 60000;
// The server gives a sign of life every 20 seconds.
const LONGEST_SILENCE = 50000;
const ENDING = [401, 403];
const TOO_MANY = 429;

// A stream that was refused does not say why; asked for as anything else, it does.
async function whyRefused(address) {
  try {
    return await ask(address, {}, (answer) => answer.status);
  } catch (error) {
    return error instanceof Refused ? error.status : 0;
  }
}

export class Listening {
  // `address()` says where to take it up; `heard` has what to do by the name of an event;
  // `tell(state)`: open, offline, pages (too many are open) or ended.
  constructor(address, heard, tell) {
    Object.assign(this, { address, heard, tell });
    this.source = null;
    this.ended = false;
    this.beats = false;
    this.refusals = 0;
  }

  start() {
    // A browser opens six connections to one server: a page that nobody looks at holds none.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.close() : this.open()));
    this.open();
  }

  open() {
    if (document.hidden || this.ended || this.source) return;
    clearTimeout(this.again);
    const source = new EventSource(this.address());
    this.source = source;
    for (const [name, hear] of Object.entries(this.heard)) {
      source.addEventListener(name, (event) => { this.beat(); hear(event); });
    }
    source.addEventListener("alive", () => this.beat());
    source.addEventListener("open", () => { this.refusals = 0; this.tell("open"); });
    source.addEventListener("end", () => this.end());
    source.addEventListener("error", () => this.broke(source));
    if (this.beats) this.watch();
  }

  close() {
    clearTimeout(this.again);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
  }

  end() {
    this.ended = true;
    this.close();
    this.tell("ended");
  }

  // Only of a server that was heard is the silence noticed.
  beat() {
    this.beats = true;
    this.watch();
  }

  watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.reopen(), LONGEST_SILENCE);
  }

  // A connection that is open only at our end says nothing and does not break.
  reopen() {
    if (this.source?.readyState !== EventSource.OPEN) this.tell("offline");
    this.close();
    this.open();
  }

  // A lost signal is looked for by the browser; a refusal closes the stream for good.
  async broke(source) {
    if (source !== this.source) return;
    if (source.readyState !== EventSource.CLOSED) return this.tell("offline");
    this.close();
    const status = await whyRefused(this.address());
    if (this.ended || this.source) return;
    if (ENDING.includes(status)) return this.end();
    this.tell(status === TOO_MANY ? "pages" : "offline");
    const pause = Math.min(FIRST_PAUSE * 2 ** this.refusals++, LONGEST_PAUSE);
    this.again = setTimeout(() => this.open(), pause);
  }
}
