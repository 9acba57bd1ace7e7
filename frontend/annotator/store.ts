import type { Store } from "./host";

const NAMES = "florilegium:";

/** The browser's storage for our own pages. Where it is full or forbidden, text is at least kept while the page is open. */
export function browserStore(storage: Storage): Store {
  const memory = new Map<string, string>();
  return {
    read(prefix) {
      const found = new Map([...memory].filter(([name]) => name.startsWith(prefix)));
      for (const key of Object.keys(storage)) {
        const name = key.slice(NAMES.length);
        const value = key.startsWith(NAMES) && name.startsWith(prefix) ? storage.getItem(key) : null;
        if (value !== null) found.set(name, value);
      }
      return Promise.resolve(found);
    },
    write(name, value) {
      try {
        storage.setItem(NAMES + name, value);
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
      return Promise.resolve();
    },
    drop(name) {
      memory.delete(name);
      storage.removeItem(NAMES + name);
      return Promise.resolve();
    },
  };
}
