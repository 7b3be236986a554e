// One message after the other, each under its own key: repeated, it is the same message.

import { headers, post, Refused } from "./asking.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
const LONGEST_STANDSTILL = 30000;
const PASSING = [408, 425, 429, 500, 502, 503, 504];

export function upload(to, item, progress) {
  const about = new URLSearchParams({ key: item.key, name: item.file.name, caption: item.caption, album: item.album });
  const request = new XMLHttpRequest();
  let standstill = null;
  function goesOn() {
    clearTimeout(standstill);
    standstill = setTimeout(() => request.abort(), LONGEST_STANDSTILL);
  }
  return new Promise((resolve, reject) => {
    request.open("POST", `${to}?${about}`);
    for (const [name, value] of Object.entries(headers(item.file.type || "application/octet-stream"))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => { goesOn(); progress(event.loaded / (event.total || 1)); };
    request.onload = () => (request.status < 300 ? resolve() : reject(new Refused(request.status)));
    request.onerror = request.onabort = () => reject(new TypeError("nobody answers"));
    request.onloadend = () => clearTimeout(standstill);
    goesOn();
    request.send(item.file);
  });
}

export class Sender {
  // `show(item, state, detail)`: sending, waiting, failed or stored.
  constructor(shelf, show) {
    this.shelf = shelf;
    this.show = show;
    this.busy = false;
    this.again = null;
    this.failures = 0;
    window.addEventListener("online", () => this.run());
  }

  // When this returns, the item is remembered and shown: the field can be emptied.
  add(item) {
    const kept = this.shelf.put(item);
    this.show(item, "waiting");
    kept.then(() => this.run());
  }

  async repeat(item) {
    delete item.failed;
    await this.shelf.put(item);
    this.run();
  }

  async drop(item) { await this.shelf.drop(item); }

  async run() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.again);
    try {
      for (let item; (item = await this.next()); ) {
        if (!(await this.sent(item))) break;
      }
    } finally {
      this.busy = false;
    }
  }

  async next() {
    try {
      return (await this.shelf.all()).find((one) => !one.failed);
    } catch {
      // The browser does not give out what it keeps: perhaps later.
      this.later();
      return null;
    }
  }

  later() {
    const pause = Math.min(FIRST_PAUSE * 2 ** this.failures++, LONGEST_PAUSE);
    this.again = setTimeout(() => this.run(), pause);
  }

  // Whether the next one may go.
  async sent(item) {
    this.show(item, "sending", 0);
    try {
      if (item.file) await upload("/chat/files", item, (part) => this.show(item, "sending", part));
      else item.leads = (await post("/chat/say", { key: item.key, ...item.said })).to;
      this.failures = 0;
      await this.shelf.drop(item);
      // A code opens a conversation of its own.
      if (item.leads) location.assign(item.leads);
      this.show(item, "stored");
      return true;
    } catch (error) {
      if (error instanceof Refused && !PASSING.includes(error.status)) {
        item.failed = error.status;
        await this.shelf.put(item);
        this.show(item, "failed", error.status);
        return true;
      }
      this.show(item, "waiting", error.status);
      this.later();
      return false;
    }
  }
}
