// Requests to our own server: JSON in and out, with the page's token.

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

// Throws Refused for an answer that says no, TypeError where nobody answers.
export async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: headers(), body: JSON.stringify(body) });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

export async function get(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}
