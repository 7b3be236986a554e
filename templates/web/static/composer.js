// Where one types, picks files and pastes them.

import { element } from "./bubbles.js";

const HIGHEST = 160;
const words = document.getElementById("words").dataset;
const form = document.getElementById("composer");
const text = document.getElementById("text");
const files = document.getElementById("files");
const chosen = document.getElementById("chosen");

export function hasKeyboard() { return matchMedia("(pointer: fine)").matches; }

// What is half typed survives a reload. Where the browser keeps nothing, it does not.
function keep(name, said) {
  try {
    if (said) localStorage.setItem(name, said);
    else localStorage.removeItem(name);
  } catch { /* Nothing is kept in this window. */ }
}

function kept(name) {
  try { return localStorage.getItem(name) ?? ""; } catch { return ""; }
}

export class Composer {
  // `send(text, files)` throws where they were not taken: then they stay in the field.
  constructor(send, owner) {
    this.send = send;
    this.draft = `draft-${owner}`;
    this.picked = [];
    text.value = kept(this.draft);
    this.grow();
    form.addEventListener("submit", (event) => { event.preventDefault(); this.say(); });
    text.addEventListener("input", () => { this.grow(); keep(this.draft, text.value); });
    text.addEventListener("keydown", (event) => this.enter(event));
    text.addEventListener("paste", (event) => this.paste(event));
    files.addEventListener("change", () => this.pick(files.files));
  }

  focus() { text.focus({ preventScroll: true }); }

  say() {
    this.send(text.value.trim(), this.picked);
    text.value = "";
    keep(this.draft, "");
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
