/** Cases as data: a page as it was and as it is, with the passage between ⟦ and ⟧. */
import { describe, locate, readText, type Selector, type Span } from "..";

export interface Case {
  readonly name: string;
  /** The page in which the passage was described; in its stead what another tool told of it. */
  readonly was?: string;
  readonly selectors?: readonly Selector[];
  /** The page in which it is sought, with the place that is right; without one it is an orphan. */
  readonly is: string;
  readonly page?: number;
  /** The types of selector that are still known. */
  readonly keep?: readonly Selector["type"][];
}

export interface Answer {
  readonly found: string | null;
  readonly expected: string | null;
  readonly isThere: boolean;
  readonly how: string | null;
  readonly approximate: boolean;
}

export function answer({ was, selectors, is, page, keep }: Case): Answer {
  const told = was === undefined ? (selectors ?? []) : describe(laid(was) ?? document.createRange(), document.body, page);
  const known = keep ? told.filter((one) => keep.includes(one.type)) : told;
  const range = laid(is);
  const text = readText(document.body);
  const right = range && text.offsetsOf(range);
  const located = locate(known, text);
  const words = (span: Span | null) => span && text.text.slice(span.start, span.end);
  return {
    found: words(located),
    expected: words(right),
    isThere: located?.start === right?.start && located?.end === right?.end,
    how: located?.how ?? null,
    approximate: located?.approximate ?? false,
  };
}

/** Lay a page, and give the range between its marks; null if it has none. */
function laid(html: string): Range | null {
  document.body.setHTMLUnsafe(html);
  const trees = readText(document.body).trees;
  const start = taken(trees, "⟦");
  const end = taken(trees, "⟧");
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function taken(trees: readonly Node[], sign: string): [Text, number] | null {
  for (const tree of trees) {
    const walker = document.createTreeWalker(tree, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const at = node.data.indexOf(sign);
      if (at < 0) continue;
      node.deleteData(at, 1);
      return [node, at];
    }
  }
  return null;
}
