import type { Box, Spot } from "./surface";

/** Where a mark stands in the document, by the lines it is seen on; if it is folded away, where it is folded. */
export function spotOf(range: Range, seen: readonly DOMRect[], approximate: boolean): Spot | null {
  const lines = seen.length > 0 ? seen : [foldOf(range)];
  const first = lines[0];
  const last = lines.at(-1);
  const page = range.startContainer.ownerDocument;
  const view = page?.defaultView;
  if (!first || !last || !page || !view) return null;
  const height = Math.max(1, page.documentElement.scrollHeight);
  const top = first.top + view.scrollY;
  return {
    top,
    bottom: last.bottom + view.scrollY,
    endX: (isRightToLeft(range, view) ? last.left : last.right) + view.scrollX,
    endY: (last.top + last.bottom) / 2 + view.scrollY,
    share: Math.min(1, Math.max(0, top / height)),
    approximate,
  };
}

/** The nearest part of the page around it that is seen. */
function foldOf({ startContainer }: Range): DOMRect {
  let element = startContainer.parentElement;
  while (element?.getClientRects().length === 0) element = element.parentElement;
  return element?.getBoundingClientRect() ?? new DOMRect();
}

function isRightToLeft({ endContainer }: Range, view: Window): boolean {
  const element = endContainer instanceof Element ? endContainer : endContainer.parentElement;
  return element !== null && view.getComputedStyle(element).direction === "rtl";
}

/** The window's box of chosen words. */
export function boxOf(range: Range): Box {
  const { left, top, right, bottom } = range.getBoundingClientRect();
  return { left, top, right, bottom };
}
