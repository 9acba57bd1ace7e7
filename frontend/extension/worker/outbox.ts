/**
 * Pages that are to be kept and are not yet: in the extension's own database, which outlives the browser. Nothing leaves
 * it but by being kept, or by her word.
 */
import type { Wish } from "../saving";

export interface Kept extends Wish {
  sentence: string;
  since: number;
}

const STORE = "wishes";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("outbox", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
    opening.onsuccess = () => {
      resolve(opening.result);
    };
    opening.onerror = () => {
      reject(opening.error ?? new Error("outbox"));
    };
  });
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      // told only when it is on the disk: a browser that dies in between has not been told otherwise
      transaction.oncomplete = () => {
        resolve(request.result);
      };
      transaction.onerror = transaction.onabort = () => {
        reject(transaction.error ?? new Error("outbox"));
      };
    });
  } finally {
    database.close();
  }
}

export async function put(wish: Wish, sentence: string): Promise<void> {
  const before = (await within("readonly", (store) => store.get(wish.key))) as Kept | undefined;
  await within("readwrite", (store) => store.put({ ...wish, sentence, since: before?.since ?? Date.now() }));
}

export async function all(): Promise<Kept[]> {
  const found = (await within("readonly", (store) => store.getAll())) as Kept[];
  return found.sort((a, b) => a.since - b.since);
}

export async function drop(key: string): Promise<void> {
  await within("readwrite", (store) => store.delete(key));
}
