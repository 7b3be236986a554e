// Draws lines of the conversation. Words of people are set as text, never as markup.

const words = document.getElementById("words").dataset;
const time = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
const day = new Intl.DateTimeFormat("vi-VN", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });

export function element(kind, about = {}, ...inside) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(about)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...inside);
  return made;
}

// Addresses of our own server and of messengers can be followed; nothing else becomes a link.
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:)])/).map((piece, index) =>
    index % 2 ? element("a", { href: piece, rel: "noreferrer noopener", target: "_blank" }, piece) : piece);
}

function size(bytes) {
  return bytes ? ` (${bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1).replace(".", ",")} MB` : `${Math.ceil(bytes / 1e3)} KB`})` : "";
}

function fileItem(file) {
  const name = `${file.name}${size(file.size)}`;
  const shown = file.url ? element("a", { href: file.url, download: file.name }, name) : name;
  const picture = file.preview ? [element("img", { src: file.preview, alt: "" })] : [];
  return element("li", {}, ...picture, shown);
}

export function bubble(line, choose) {
  const who = element("span", { class: "hidden" }, `${line.by === "bot" ? words.bot : words.you}: `);
  const text = element("p", { class: "text" }, who, ...(line.gone ? [element("em", {}, words.gone)] : linked(line.text || "")));
  const inside = line.text || line.gone ? [text] : [who];
  if (line.files?.length) inside.push(element("ul", { class: "files" }, ...line.files.map(fileItem)));
  if (line.at) inside.push(element("time", { datetime: line.at }, time.format(new Date(line.at))));
  if (line.choices?.length) inside.push(choices(line, choose));
  return element("article", { class: `line ${line.by}${line.gone ? " gone" : ""}`, "data-id": line.id ?? "", "data-key": line.key ?? "" }, ...inside);
}

function choices(line, choose) {
  const buttons = line.choices.map((choice) =>
    element("button", { type: "button", onclick: () => choose(choice) }, choice.label));
  return element("div", { class: "choices" }, ...buttons);
}

export function dayOf(line) { return line.at ? day.format(new Date(line.at)) : ""; }

export function dayMark(text) { return element("p", { class: "day" }, text); }
