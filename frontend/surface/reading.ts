/**
 * How the words of a surface are read. In most documents the words that are read are those that are seen; a PDF is read as
 * the server reads it, and seen as it was set, so that there is a way from one to the other.
 */
import { describe } from "../anchoring";
import type { DocumentText, Selector } from "../anchoring";

export interface Reading {
  /** What is read. It may stand outside the page. */
  readonly root: HTMLElement;
  /** What is read of the words that a range of the page holds; null if it holds none. */
  readonly read: (seen: Range) => AbstractRange | null;
  /** Where words that are read are seen; null if they are not. */
  readonly seen: (read: Range) => Range | null;
}

/** A document in which words are seen where they are read. */
export function plainly(root: HTMLElement): Reading {
  return { root, read: (seen) => seen, seen: (read) => read };
}

/** The selectors of what is chosen in the page. Throws RangeError for a range without text. */
export function described({ root, read }: Reading, chosen: Range): Selector[] {
  const range = read(chosen);
  if (!range) throw new RangeError("The range holds no text that is read.");
  const { startContainer } = range;
  const start = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  const page = start && root.contains(start) ? start.closest("[data-page-number]")?.getAttribute("data-page-number") : null;
  return describe(range, root, page && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : undefined);
}

/** Where words stand in a text, as the page has them chosen. */
export function offsetsOf(text: DocumentText, { read }: Reading, chosen: Range): { start: number; end: number } | null {
  const range = read(chosen);
  return range && text.offsetsOf(range);
}
