import type { Box, Spot } from "./surface";

/** Where a mark stands in the document; null if none of it is seen (a part folded away, a script's closed tab). */
export function spotOf(lines: readonly DOMRect[], page: Document, approximate: boolean): Spot | null {
  const first = lines[0];
  const last = lines.at(-1);
  const view = page.defaultView;
  if (!first || !last || !view) return null;
  const height = Math.max(1, page.documentElement.scrollHeight);
  const top = first.top + view.scrollY;
  return {
    top,
    bottom: last.bottom + view.scrollY,
    endX: last.right + view.scrollX,
    endY: (last.top + last.bottom) / 2 + view.scrollY,
    share: Math.min(1, Math.max(0, top / height)),
    approximate,
  };
}

/** The window's box of chosen words. */
export function boxOf(range: Range): Box {
  const { left, top, right, bottom } = range.getBoundingClientRect();
  return { left, top, right, bottom };
}
