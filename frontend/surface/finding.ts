/**
 * Looks marks up in a document, and again when the page builds itself on or changes. What was found once is kept as long
 * as its words stand; an orphan is looked for again, and never kept as truth.
 */
import { locateAll, readText, whenChanged } from "../anchoring";
import type { Located } from "../anchoring";
import type { Reading } from "./reading";
import type { Mark } from "./surface";

export interface Found {
  id: number;
  located: Located | null;
}

export class Finder {
  readonly #reading: Reading;
  readonly #tell: (found: readonly Found[]) => void;
  readonly #bare: () => boolean;
  readonly #known = new Map<string, Located | null>();
  readonly #watch: ReturnType<typeof whenChanged>;
  #marks: readonly Mark[] = [];
  #search = new AbortController();

  /** `bare`: take our own elements out of the text, so that it can be read; whether there could be any. */
  constructor(reading: Reading, tell: (found: readonly Found[]) => void, bare: () => boolean) {
    this.#reading = reading;
    this.#tell = tell;
    this.#bare = bare;
    this.#watch = whenChanged(reading.root, () => { this.#changed(); }, { budget: Infinity }); // prettier-ignore
  }

  /** Find these; the answer comes at once for what is known, and again when the rest is. */
  look(marks: readonly Mark[]): void {
    this.#marks = marks;
    const unknown = marks.filter((mark) => !this.#known.has(keyOf(mark)));
    if (unknown.length === 0) this.answer();
    else void this.#find(unknown);
  }

  /** Do something to the document that is no change of the page's. */
  quietly(act: () => void): void {
    this.#watch.unseen(act);
  }

  close(): void {
    this.#search.abort();
    this.#watch.stop();
  }

  async #find(marks: readonly Mark[]): Promise<void> {
    this.#search.abort();
    const search = (this.#search = new AbortController());
    const byId = new Map(marks.map((mark) => [mark.id, mark]));
    const waits = this.#bare();
    if (!waits && marks.length < this.#marks.length) this.answer();
    for await (const [id, located] of locateAll(marks, readText(this.#reading.root), search)) {
      const mark = byId.get(id);
      if (mark) this.#known.set(keyOf(mark), located);
    }
    if (!search.signal.aborted) this.answer();
  }

  /** Tell of what is known, as it is seen now. */
  answer(): void {
    const found = this.#marks.flatMap((mark) => {
      const located = this.#known.get(keyOf(mark));
      return located === undefined ? [] : [{ id: mark.id, located: this.#seen(located) }];
    });
    this.#tell(found);
  }

  #seen(located: Located | null): Located | null {
    const range = located && this.#reading.seen(located.range);
    return range && { ...located, range };
  }

  #changed(): void {
    for (const [key, located] of this.#known) if (!located || !this.#stands(located)) this.#known.delete(key);
    this.look(this.#marks);
  }

  #stands({ range }: Located): boolean {
    const { root } = this.#reading;
    return !range.collapsed && isIn(root, range.startContainer) && isIn(root, range.endContainer);
  }
}

/** In its shadow too. */
function isIn(root: Node, node: Node): boolean {
  return node.getRootNode({ composed: true }) === root.getRootNode({ composed: true });
}

function keyOf(mark: Mark): string {
  return JSON.stringify(mark.selectors);
}
