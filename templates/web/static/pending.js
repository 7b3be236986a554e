// What is being sent: a bubble that says how far it is, until the server's own line takes its place.

import { bubble, element } from "./bubbles.js";

const words = document.getElementById("words").dataset;
const TOO_LARGE = 413;
const WRONG_TYPE = 415;

export class Pending {
  // `repeat(item)` and `drop(item)` are offered for what failed.
  constructor(log, choose, repeat, drop) {
    Object.assign(this, { log, choose, repeat, drop });
  }

  show(item, what, detail) {
    if (this.log.hasArrived(item.key)) return;
    let line = this.log.byKey(item.key);
    if (!line) {
      line = bubble(this.lineOf(item), this.choose);
      this.log.appendPending(line);
    }
    if (what === "stored" || what === "failed") this.announce(line, item, what, detail);
    else this.progress(line, item, what, detail);
  }

  lineOf(item) {
    if (!item.file) return { by: "person", key: item.key, text: item.label ?? item.said.text };
    const file = { name: item.file.name, size: item.file.size, preview: this.previewOf(item) };
    return { by: "person", key: item.key, text: item.caption, files: [file] };
  }

  previewOf(item) {
    const { previews } = this.log;
    if (item.file.type.startsWith("image/") && !previews.has(item.key)) previews.set(item.key, URL.createObjectURL(item.file));
    return previews.get(item.key);
  }

  // One note whose words change: nobody is read a hundred numbers.
  progress(line, item, what, detail) {
    let note = line.querySelector(".sending[aria-live]");
    if (!note) {
      note = element("p", { "aria-live": "off" });
      this.removeNote(line);
      line.append(note);
    }
    note.className = `sending ${what}`;
    const said = what === "waiting" ? waits(detail) : sends(item, detail);
    if (note.textContent !== said) note.textContent = said;
  }

  // How it came out is a new note, which is read out with the log.
  announce(line, item, what, status) {
    this.removeNote(line);
    const said = what === "stored" ? [words.sent] : [why(item, status), " ", ...this.ways(item)];
    line.append(element("p", { class: `sending ${what}` }, ...said));
  }

  // The focus does not go with the button that had it.
  removeNote(line) {
    const note = line.querySelector(".sending");
    if (note?.contains(document.activeElement)) this.log.focus();
    note?.remove();
  }

  async forget(item) {
    await this.drop(item);
    this.log.byKey(item.key)?.remove();
    this.log.focus();
  }

  ways(item) {
    const drop = () => this.forget(item);
    const dropping = element("button", { type: "button", class: "plain", onclick: drop }, words.drop);
    // The same would be refused again.
    if ([TOO_LARGE, WRONG_TYPE].includes(item.failed)) return [dropping];
    return [element("button", { type: "button", class: "plain", onclick: () => this.repeat(item) }, words.again), dropping];
  }
}

function waits(status) { return status === 429 ? words.many : words.waiting; }

function sends(item, part) { return item.file ? `${words.sending} ${Math.floor((part ?? 0) * 100)} %` : words.sending; }

function why(item, status) {
  if (status === TOO_LARGE) return item.file ? words.tooLarge : words.tooLong;
  if (status === WRONG_TYPE) return words.wrongType;
  return status === 401 ? words.ended : words.refused;
}
