/** Many targets in one root, in slices that leave the page its frames. */
import { locate, type Located } from "./locate";
import { pause, SLICE } from "./pause";
import type { Selector } from "./selectors";
import { foldedText } from "./sought";
import { isText, readText, type DocumentText } from "./text";

export interface Target {
  readonly id: number;
  readonly selectors: readonly Selector[];
}

export interface LocateOptions {
  /** Stops between two slices. */
  readonly signal?: AbortSignal;
}

/** Each target with its place or null, in no promised order; the root is read once, as it is at the beginning. */
export async function* locateAll(
  targets: readonly Target[],
  root: Node | DocumentText,
  { signal }: LocateOptions = {},
): AsyncGenerator<[id: number, located: Located | null]> {
  const text = isText(root) ? root : readText(root);
  await pause();
  foldedText(text);
  let began = -Infinity;
  for (const target of targets) {
    if (performance.now() - began > SLICE) {
      await pause();
      if (signal?.aborted) return;
      began = performance.now();
    }
    yield [target.id, locate(target.selectors, text)];
  }
}
