// Choosing units and making their invites. The codes come once, drawn by our own server.

import { freshKey, post, Refused } from "./asking.js";

const form = document.getElementById("inviting");
const fault = document.getElementById("fault");
const count = document.getElementById("chosen-count");
const submit = form.querySelector("[type=submit]");
const boxes = [...form.querySelectorAll("input[name=unit]")];
let key = freshKey();

function chosen() { return boxes.filter((box) => box.checked).map((box) => box.value); }

function showCount() {
  const many = chosen().length;
  count.textContent = many ? count.dataset.one.replace("#", many) : "";
}

form.addEventListener("change", showCount);
document.getElementById("choose-without")?.addEventListener("click", () => {
  for (const box of boxes) box.checked = "without" in box.dataset;
  showCount();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const units = chosen();
  fault.textContent = units.length ? "" : form.dataset.none;
  if (!units.length) return;
  submit.disabled = true;
  try {
    const { sheet } = await post("/programme/invites", { key, programme: form.dataset.programme, units });
    show(sheet);
  } catch (error) {
    // Without an answer the same request is repeated: whether it was heard, only the server knows.
    const refused = error instanceof Refused;
    if (refused) key = freshKey();
    const word = refused ? (error.status === 409 ? "repeated" : "failed") : "offline";
    fault.textContent = form.dataset[word];
  } finally {
    submit.disabled = false;
  }
});

function show(sheet) {
  const drawn = new DOMParser().parseFromString(sheet, "text/html").body.children;
  const main = document.getElementById("main");
  main.replaceChildren(...drawn);
  main.querySelector("[data-print]").addEventListener("click", () => window.print());
  main.querySelector("h1").focus();
  window.scrollTo(0, 0);
}
