// What is typed or chosen and not yet taken by the server. The page remembers it; the browser's
// store, where it has room and is open, keeps it over reloads.

const NAME = "tiendo";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Nothing that was not sent stays behind for whoever uses the machine next.
export async function forgetAll() {
  try { localStorage.clear(); } catch { /* Nothing was kept. */ }
  return asked(indexedDB.deleteDatabase(NAME)).catch(() => {});
}

export class Shelf {
  constructor(owner) {
    this.owner = owner;
    this.here = new Map();
    this.dropped = new Set();
    this.connect();
  }

  connect() { this.database = this.open().catch(() => null); }

  async open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("waiting", { keyPath: "number", autoIncrement: true });
    const database = await asked(request);
    // Somebody leaves: it is to be deleted, which waits for us.
    database.onversionchange = () => { this.database = null; database.close(); };
    // The browser took it away.
    database.onclose = () => this.connect();
    return database;
  }

  async store(mode) {
    return (await this.database)?.transaction("waiting", mode).objectStore("waiting");
  }

  // In the order of typing: what other pages left, then what came here.
  async all() {
    const left = (await this.left()).filter((item) => item.owner === this.owner && !this.here.has(item.key) && !this.dropped.has(item.key));
    return [...left, ...[...this.here.values()].map(({ item }) => item)];
  }

  // What the store cannot give holds nothing up that the page remembers.
  async left() {
    try {
      const store = await this.store("readonly");
      return store ? await asked(store.getAll()) : [];
    } catch (error) {
      if (this.here.size) return [];
      throw error;
    }
  }

  // Remembered at once; the promise is fulfilled when the store has it or has refused it.
  put(item) {
    item.owner = this.owner;
    const kept = this.keep(item).catch(() => {});
    this.here.set(item.key, { item, kept });
    return kept;
  }

  async keep(item) {
    const store = await this.store("readwrite");
    if (store) item.number = await asked(store.put(item));
  }

  // It does not come again, even where the store cannot let go of it.
  async drop(item) {
    this.dropped.add(item.key);
    await this.here.get(item.key)?.kept;
    this.here.delete(item.key);
    await this.erase((other) => other.key === item.key);
  }

  // Somebody else's words do not stay in this browser.
  async dropOthers() { await this.erase((item) => item.owner !== this.owner); }

  async erase(which) {
    try {
      const store = await this.store("readwrite");
      if (!store) return;
      const items = await asked(store.getAll());
      await Promise.all(items.filter(which).map((item) => asked(store.delete(item.number))));
    } catch { /* The next page tries again. */ }
  }
}
