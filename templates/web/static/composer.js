// Where one types, picks files and pastes them.

import { element } from "./bubbles.js";

const HIGHEST = 160;
const words = document.getElementById("words").dataset;
const form = document.getElementById("composer");
const text = document.getElementById("text");
const files = document.getElementById("files");
const chosen = document.getElementById("chosen");

export function hasKeyboard() { return matchMedia("(pointer: fine)").matches; }

export class Composer {
  // `send(text, files)` throws where they were not taken: then they stay in the field.
  constructor(send) {
    this.send = send;
    this.picked = [];
    form.addEventListener("submit", (event) => { event.preventDefault(); this.say(); });
    text.addEventListener("input", () => this.grow());
    text.addEventListener("keydown", (event) => this.enter(event));
    text.addEventListener("paste", (event) => this.paste(event));
    files.addEventListener("change", () => this.pick(files.files));
  }

  focus() { text.focus({ preventScroll: true }); }

  say() {
    this.send(text.value.trim(), this.picked);
    text.value = "";
    this.show([]);
    this.grow();
  }

  enter(event) {
    const typed = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    // On a phone, Enter makes a new line: the button sends.
    if (typed && hasKeyboard()) { event.preventDefault(); this.say(); }
  }

  paste(event) {
    if (event.clipboardData.files.length) { event.preventDefault(); this.pick(event.clipboardData.files); }
  }

  pick(more) { this.show([...this.picked, ...more]); }

  show(list) {
    this.picked = list;
    files.value = "";
    chosen.hidden = !list.length;
    chosen.replaceChildren(...list.map((file) => element("li", {}, file.name, this.dropping(file))));
  }

  dropping(file) {
    const drop = () => this.show(this.picked.filter((other) => other !== file));
    return element("button", { type: "button", class: "plain", onclick: drop }, words.drop);
  }

  grow() {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, HIGHEST)}px`;
  }
}
