import { beforeEach, describe, expect, it } from "vitest";
import { strokesOf } from "./painter";
import type { Painting } from "./painter";
import { MARK, spanPainter } from "./spans";

function painting(id: number, from: [Node, number], to: [Node, number], start: number, end: number): Painting {
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return { id, range, start, end, look: "yellow", mine: true };
}

describe("marks made of elements", () => {
  let texts: Text[] = [];
  beforeEach(() => {
    document.body.innerHTML = "<p>The quick <em>brown</em> fox</p><p>jumps.</p>";
    // Two texts that touch: the page made them so, and they have to stay two.
    document.querySelector("p")?.append(" over", " there");
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
  });

  const text = (index: number) => texts[index] ?? document.createTextNode("");
  const wrapped = () => [...document.querySelectorAll(MARK)].map((mark) => mark.textContent);

  it("wrap each piece of text, across elements", () => {
    const painter = spanPainter(document, false);
    painter.paint(strokesOf([painting(1, [text(0), 4], [text(2), 4], 4, 19)], null));
    expect(wrapped()).toEqual(["quick ", "brown", " fox"]);
    expect(document.body.textContent).toBe("The quick brown fox over therejumps.");
  });

  it("lie in each other where they overlap, and each is found again", () => {
    const painter = spanPainter(document, false);
    const both = [painting(1, [text(0), 0], [text(0), 9], 0, 9), painting(2, [text(0), 4], [text(1), 5], 4, 15)];
    painter.paint(strokesOf(both, null));
    expect(document.querySelector(`${MARK} ${MARK}`)?.textContent).toBe("quick");
    expect(wrapped()).toEqual(["The ", "quick", "quick", " ", "brown"]);
  });

  it("leave no trace: the same nodes with the same words, and the ranges as they were", () => {
    const painter = spanPainter(document, false);
    const before = document.body.innerHTML;
    const paintings = [painting(1, [text(0), 4], [text(3), 3], 4, 22), painting(2, [text(0), 2], [text(0), 6], 2, 6)];
    for (let time = 0; time < 3; time++) painter.paint(strokesOf(paintings, 1));
    painter.clear();
    expect(document.body.innerHTML).toBe(before);
    expect(texts.every((node) => node.isConnected)).toBe(true);
    expect(texts.map((node) => node.data)).toEqual(["The quick ", "brown", " fox", " over", " there", "jumps."]);
    expect(paintings.map(({ range }) => range.toString())).toEqual(["quick brown fox ov", "e qu"]);
  });

  it("go alone when the page has changed the words meanwhile", () => {
    const painter = spanPainter(document, false);
    painter.paint(strokesOf([painting(1, [text(0), 4], [text(0), 9], 4, 9)], null));
    const [mark] = document.querySelectorAll(MARK);
    if (mark?.firstChild) mark.firstChild.textContent = "slow";
    painter.clear();
    expect(document.querySelector(MARK)).toBeNull();
    expect(document.querySelector("p")?.textContent).toContain("The slow brown");
  });
});
