// Files by link: one after the other, each with its progress; what failed can be sent again.

import { freshKey } from "./asking.js";
import { element } from "./bubbles.js";
import { upload } from "./sender.js";

const words = document.getElementById("words").dataset;
const form = document.getElementById("upload");
const files = document.getElementById("files");
const caption = document.getElementById("caption");
const list = document.getElementById("sent");

async function send(item) {
  const state = element("span");
  item.line.replaceChildren(`${item.file.name}: `, state);
  try {
    await upload(form.dataset.to, item, (part) => { state.textContent = `${words.sending} ${Math.floor(part * 100)} %`; });
    state.textContent = words.sent;
  } catch (error) {
    const why = { 413: words.tooLarge, 415: words.wrongType }[error.status];
    const again = element("button", { type: "button", class: "plain", onclick: () => send(item) }, words.again);
    state.replaceChildren(why ?? words.failed, " ", ...(why ? [] : [again]));
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const album = files.files.length > 1 ? freshKey() : "";
  const items = [...files.files].map((file, place) => ({
    key: freshKey(), file, album, caption: place ? "" : caption.value.trim(), line: element("li"),
  }));
  form.reset();
  for (const item of items) {
    list.append(item.line);
    await send(item);
  }
});
