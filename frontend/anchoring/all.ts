/** Many targets in one root, in slices that leave the page its frames. */
import { Landmarks } from "./landmarks";
import { placed, search, untouched, type Located } from "./locate";
import { pause, SLICE } from "./pause";
import { find, pageOf, type Selector } from "./selectors";
import { compared, hinted, seek, type Sought } from "./sought";
import { isText, readText, type DocumentText } from "./text";

export interface Target {
  readonly id: number;
  readonly selectors: readonly Selector[];
}

export interface LocateOptions {
  /** Stops between two slices. */
  readonly signal?: AbortSignal;
}

type Answer = [id: number, located: Located | null];

/**
 * Each target with its place or null, in no promised order; the root is read once, as it is at the beginning.
 *
 * What stands untouched, and only once, comes first. It tells how far the text has shifted, and so where to look for what
 * was changed, and which of several same places is meant.
 */
export async function* locateAll(
  targets: readonly Target[],
  root: Node | DocumentText,
  { signal }: LocateOptions = {},
): AsyncGenerator<Answer, void> {
  const turn = new Turn(signal);
  const text = isText(root) ? root : readText(root);
  await turn.over();
  const ready = compared(text);
  if (await turn.over()) return;
  const landmarks = new Landmarks();
  let shift = 0;
  const left: { target: Target; sought: Sought; was: number | null }[] = [];
  for (const target of targets) {
    if (turn.isOver && (await turn.over())) return;
    const sought = seek(target.selectors, text);
    const found = sought && untouched(sought, ready);
    const located = found && placed(found, text);
    const was = positionOf(target);
    // Where it was, or as far from there as the last that was found: nothing more to ask.
    const stays = located !== null && was !== null && (located.start === was || located.start - was === shift);
    if (located && was !== null) {
      shift = located.start - was;
      landmarks.add(was, located.start);
    }
    if (stays || !sought) yield [target.id, located];
    else left.push({ target, sought, was });
  }
  for (const { target, sought, was } of left) {
    if (turn.isOver && (await turn.over())) return;
    const expected = was === null ? [] : landmarks.expected(was);
    const found = search(hinted(sought, target.selectors, text, expected), ready);
    yield [target.id, found && placed(found, text)];
  }
}

/** Where a target began when it was described; null in a PDF, whose pages shift each by itself. */
function positionOf({ selectors }: Target): number | null {
  return pageOf(selectors) === null ? (find(selectors, "TextPositionSelector")?.start ?? null) : null;
}

/** Our turn on the page's thread; what the caller does with an answer is in it. */
class Turn {
  private began = performance.now();
  private readonly signal: AbortSignal | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
  }

  get isOver(): boolean {
    return performance.now() - this.began > SLICE;
  }

  /** Let others have theirs; true if there is to be no other. */
  async over(): Promise<boolean> {
    await pause();
    this.began = performance.now();
    return this.signal?.aborted ?? false;
  }
}
