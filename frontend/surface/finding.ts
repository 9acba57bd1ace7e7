/**
 * Looks marks up in a document, and again when the page builds itself on or changes. What was found once is kept as long
 * as its words stand; an orphan is looked for again, and never kept as truth.
 */
import { locateAll } from "../anchoring";
import type { Located } from "../anchoring";
import type { Mark } from "./surface";

export interface Found {
  id: number;
  located: Located | null;
}

/** Milliseconds of quiet after which a changed page is read again, and the longest it may keep us waiting. */
const QUIET = 400;
const PATIENCE = 3000;

export class Finder {
  readonly #root: HTMLElement;
  readonly #tell: (found: readonly Found[]) => void;
  readonly #known = new Map<string, Located | null>();
  readonly #changes: MutationObserver;
  #marks: readonly Mark[] = [];
  #search = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;

  constructor(root: HTMLElement, tell: (found: readonly Found[]) => void) {
    this.#root = root;
    this.#tell = tell;
    this.#changes = new MutationObserver(() => { this.#changed(); }); // prettier-ignore
    this.#observe();
  }

  /** Find these; the answer comes at once for what is known, and again when the rest is. */
  look(marks: readonly Mark[]): void {
    this.#marks = marks;
    const unknown = marks.filter((mark) => !this.#known.has(keyOf(mark)));
    if (unknown.length < marks.length || marks.length === 0) this.#answer();
    if (unknown.length > 0) void this.#find(unknown);
  }

  /** Do something to the document that is no change of the page's. */
  quietly(act: () => void): void {
    const missed = this.#changes.takeRecords();
    this.#changes.disconnect();
    act();
    this.#observe();
    if (missed.length > 0) this.#changed();
  }

  close(): void {
    this.#search.abort();
    this.#changes.disconnect();
    clearTimeout(this.#timer);
  }

  async #find(marks: readonly Mark[]): Promise<void> {
    this.#search.abort();
    const search = (this.#search = new AbortController());
    const targets = [...new Map(marks.map((mark) => [keyOf(mark), mark])).values()];
    const byId = new Map(targets.map((mark) => [mark.id, mark]));
    for await (const [id, located] of locateAll(targets, this.#root, search)) {
      const mark = byId.get(id);
      if (mark) this.#known.set(keyOf(mark), located);
    }
    if (!search.signal.aborted) this.#answer();
  }

  #answer(): void {
    const found = this.#marks.flatMap((mark) => {
      const located = this.#known.get(keyOf(mark));
      return located === undefined ? [] : [{ id: mark.id, located }];
    });
    this.#tell(found);
  }

  #observe(): void {
    this.#changes.observe(this.#root, { childList: true, characterData: true, subtree: true });
  }

  #changed(): void {
    const now = performance.now();
    if (this.#timer === undefined) this.#since = now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET, this.#since + PATIENCE - now));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#forget();
      this.look(this.#marks);
    }, wait);
  }

  #forget(): void {
    for (const [key, located] of this.#known) if (!located || !stands(located, this.#root)) this.#known.delete(key);
  }
}

function stands({ range }: Located, root: Node): boolean {
  return !range.collapsed && range.startContainer.isConnected && root.ownerDocument?.contains(root) === true;
}

function keyOf(mark: Mark): string {
  return JSON.stringify(mark.selectors);
}
