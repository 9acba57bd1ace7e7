/**
 * What somebody wants said or changed and the server does not have yet. Each lies in the store under a name of its own,
 * so that two tabs never write over each other, and carries whose it is: nobody's words are ever sent as another's.
 */
import type { Change, Draft } from "../client/shapes";
import type { Store } from "./host";

interface Owned {
  /** Names it here and, for a draft, at the server too. */
  key: string;
  login: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Still being written: it waits for its author, not for the server. */
  unfinished: boolean;
  /** What it is about, as it was then: to be shown while the server cannot be asked. */
  quote: string;
}

export interface SayWish extends Owned {
  kind: "say";
  draft: Draft;
}

export interface ChangeWish extends Owned {
  kind: "change";
  id: number;
  change: Change;
  /** The state it was seen in. */
  seen: string;
}

export type Wish = SayWish | ChangeWish;

export class Wishes {
  readonly #store: Store;
  readonly #prefix: string;

  /** `page`: a name of what is annotated, the same each time it is opened. */
  constructor(store: Store, page: string) {
    this.#store = store;
    this.#prefix = `wish:${page}:`;
  }

  /** One person's, the oldest first. */
  async of(login: string): Promise<Wish[]> {
    const stored = await this.#store.read(this.#prefix);
    const wishes = [...stored.values()].map(parse).filter((wish) => wish !== null);
    return wishes.filter((wish) => wish.login === login).sort((a, b) => a.at - b.at);
  }

  keep(wish: Wish): Promise<void> {
    return this.#store.write(this.#prefix + wish.key, JSON.stringify(wish));
  }

  drop(key: string): Promise<void> {
    return this.#store.drop(this.#prefix + key);
  }
}

/** 128 bits at random; `randomUUID` is missing where a group serves its library without TLS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What another version of us may have written is passed over, and left where it is. */
function parse(value: string): Wish | null {
  try {
    const wish = JSON.parse(value) as Partial<Wish> | null;
    const owned = typeof wish?.key === "string" && typeof wish.login === "string" && typeof wish.at === "number";
    if (!owned) return null;
    if (wish.kind === "say") return Array.isArray(wish.draft?.selectors) ? (wish as SayWish) : null;
    return wish.kind === "change" && typeof wish.id === "number" && wish.change ? (wish as ChangeWish) : null;
  } catch {
    return null;
  }
}
