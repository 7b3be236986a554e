// What is typed or chosen and not yet taken by the server, kept by the browser over reloads.

const NAME = "tiendo";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
  const database = await asked(request);
  // Somebody leaves: it is to be deleted, which waits for us.
  database.onversionchange = () => database.close();
  return database;
}

// Nothing that was not sent stays behind for whoever uses the machine next.
export async function forgetAll() {
  return asked(indexedDB.deleteDatabase(NAME)).catch(() => {});
}

// Where the browser keeps nothing (a private window), the page's memory has to do.
export class Shelf {
  constructor(owner) { this.owner = owner; this.memory = []; this.database = open().catch(() => null); }

  async store(mode) {
    const database = await this.database;
    return database && database.transaction("waiting", mode).objectStore("waiting");
  }

  async all() {
    const store = await this.store("readonly");
    const kept = store ? await asked(store.getAll()) : this.memory;
    return kept.filter((item) => item.owner === this.owner);
  }

  async put(item) {
    item.owner = this.owner;
    const store = await this.store("readwrite");
    if (store) item.number = await asked(store.put(item));
    else if (!this.memory.includes(item)) this.memory.push(item);
  }

  async drop(item) {
    const store = await this.store("readwrite");
    if (store) await asked(store.delete(item.number));
    else this.memory = this.memory.filter((other) => other.key !== item.key);
  }

  // Somebody else's words do not stay in this browser.
  async dropOthers() {
    const store = await this.store("readwrite");
    if (!store) return;
    for (const item of await asked(store.getAll())) {
      if (item.owner !== this.owner) store.delete(item.number);
    }
  }
}
