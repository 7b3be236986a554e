// Requests to our own server: JSON in and out, with the page's token.

const LONGEST_WAIT = 30000;
const token = document.querySelector('meta[name="token"]').content;

export class Refused extends Error {
  constructor(status) { super(`refused with ${status}`); this.status = status; }
}

export function headers(type = "application/json") {
  return { "Content-Type": type, "X-Tiendo-Token": token };
}

export function freshKey() {
  const letters = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(letters, (letter) => letter.toString(16).padStart(2, "0")).join("");
}

// Gives what `take` makes of the answer. Throws Refused for an answer that says no, another error
// where nobody answers: a connection that is open only at our end is not waited for without end.
export async function ask(path, about, take) {
  const ending = new AbortController();
  const late = setTimeout(() => ending.abort(), LONGEST_WAIT);
  try {
    const answer = await fetch(path, { ...about, signal: ending.signal });
    if (!answer.ok) throw new Refused(answer.status);
    return await take(answer);
  } finally {
    clearTimeout(late);
    ending.abort();
  }
}

export async function post(path, body) {
  return ask(path, { method: "POST", headers: headers(), body: JSON.stringify(body) }, (answer) => answer.json());
}

export async function get(path) {
  return ask(path, { headers: { Accept: "application/json" } }, (answer) => answer.json());
}
