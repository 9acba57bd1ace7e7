/**
 * Selecting with the mouse among words that each stand by themselves: between two lines there is nothing, and the end of
 * a selection would jump to the page's first or last word. While one selects, an element that holds no words lies under
 * the page's words, next to where the selection ends, so that whatever is not a word is it.
 */
export function steadySelection(root: HTMLElement): void {
  let before: Range | null = null;
  const rest = () => {
    before = null;
    for (const layer of root.querySelectorAll(".textLayer.selecting")) {
      layer.classList.remove("selecting");
      const end = layer.querySelector(".endOfContent");
      if (end) layer.append(end);
    }
  };
  root.addEventListener("pointerdown", ({ target, pointerType }) => {
    if (pointerType === "mouse" && target instanceof Element) target.closest(".textLayer")?.classList.add("selecting");
  });
  for (const event of ["pointerup", "pointercancel", "blur"]) addEventListener(event, rest);
  document.addEventListener("selectionchange", () => {
    if (!root.querySelector(".textLayer.selecting")) return;
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    for (const layer of root.querySelectorAll(".textLayer")) layer.classList.toggle("selecting", range.intersectsNode(layer));
    const backwards = before !== null && movesStart(range, before);
    before = range.cloneRange();
    place(backwards ? range.startContainer : range.endContainer, backwards);
  });
}

/** Whether it is the beginning that moves. */
function movesStart(range: Range, before: Range): boolean {
  const ends = [Range.END_TO_END, Range.START_TO_END];
  return ends.some((how) => range.compareBoundaryPoints(how, before) === 0);
}

function place(container: Node, before: boolean): void {
  const word = container.nodeType === Node.TEXT_NODE ? container.parentElement : null;
  const end = word?.closest(".textLayer")?.querySelector(".endOfContent");
  if (!word || !end) return;
  if (before) word.before(end);
  else word.after(end);
}
