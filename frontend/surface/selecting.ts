/**
 * When somebody has chosen words: at once where a mouse was let go, and after a moment of rest where fingers or keys still
 * move the ends. Words in our own interface are not words of the page.
 */
import { OURS } from "../anchoring";
import { isOurs } from "./ours";
import type { Hand } from "./surface";

/** Milliseconds without a change, by what moves the ends. */
const REST: Readonly<Record<Hand, number>> = { pointer: 0, touch: 350, keyboard: 250 };

export interface SelectionListener {
  selected(range: Range, by: Hand): void;
  deselected(): void;
}

export function listenToSelection(root: Element, listener: SelectionListener, signal: AbortSignal): void {
  const page = root.ownerDocument;
  let hand: Hand = "keyboard";
  let pressed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let had = false;

  const look = () => {
    const range = chosenIn(root);
    if (range) listener.selected(range, hand);
    else if (had) listener.deselected();
    had = range !== null;
  };
  const soon = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(look, wait);
  };
  const options = { signal, capture: true, passive: true };
  page.addEventListener(
    "pointerdown",
    (event) => {
      hand = event.pointerType === "mouse" ? "pointer" : "touch";
      pressed = hand === "pointer" && !isOurs(event);
    },
    options,
  );
  for (const end of ["pointerup", "pointercancel"] as const) {
    page.addEventListener(
      end,
      (event) => {
        pressed = false;
        if (!isOurs(event)) soon(REST[hand]);
      },
      options,
    );
  }
  page.addEventListener("keydown", (event) => { if (event.key !== "Control") hand = "keyboard"; }, options); // prettier-ignore
  page.addEventListener("selectionchange", () => { if (!pressed) soon(REST[hand]); }, options); // prettier-ignore
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
  });
}

/** The words chosen now, as far as they stand in the root; null where there are none. */
export function chosenIn(root: Element): Range | null {
  const selection = root.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!range.intersectsNode(root) || isOursNode(range.commonAncestorContainer)) return null;
  const whole = root.ownerDocument.createRange();
  whole.selectNodeContents(root);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(root, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(root, root.childNodes.length);
  return range.toString().trim() === "" ? null : range;
}

function isOursNode(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(`[${OURS}]`) != null;
}
