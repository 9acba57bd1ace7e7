/**
 * Passages whose place is known whatever is done to the page.
 *
 * Each is wrapped in spans of its own after it was described, so that it can be cut, changed and moved, and still be told.
 */
import { describe, readText, type DocumentText, type Selector, type Span } from "..";
import type { Chance } from "./chance";

const TRUTH = "data-truth";

export interface Passage {
  readonly id: number;
  readonly selectors: readonly Selector[];
  readonly quote: string;
  readonly spans: readonly HTMLElement[];
}

/** A word in a text node. */
export interface Word extends Span {
  readonly node: Text;
}

/** Up to so many passages of a root that do not touch, from a word to some sentences, in page order. */
export function mark(root: HTMLElement, count: number, chance: Chance): Passage[] {
  const text = readText(root);
  const spans = draw(text.text, count, chance);
  const described = spans.map((span) => {
    const range = text.rangeOf(span.start, span.end);
    return range ? { selectors: describe(range, text), pieces: text.piecesOf(span.start, span.end), span } : null;
  });
  const passages: Passage[] = [];
  // From the last to the first: wrapping splits nodes, and what is before keeps its offsets.
  for (const [id, one] of [...described.entries()].reverse()) {
    if (!one) continue;
    const wrapped = [...one.pieces].reverse().map(({ node, start, end }) => wrap(node, start, end, id));
    const quote = text.text.slice(one.span.start, one.span.end);
    passages.unshift({ id, selectors: one.selectors, quote, spans: wrapped.reverse() });
  }
  return passages;
}

/** Where to begin and to end: at words, a third of them short, some across paragraphs. */
function draw(text: string, count: number, chance: Chance): Span[] {
  const words = [...text.matchAll(/\S+/g)].map((word) => ({ start: word.index, end: word.index + word[0].length }));
  const drawn: Span[] = [];
  for (let tries = 0; drawn.length < count && tries < count * 8; tries++) {
    const first = chance.below(words.length);
    const length = chance.below(3) === 0 ? chance.between(1, 4) : chance.between(5, 40);
    const start = words[first]?.start;
    const end = words[first + length - 1]?.end;
    if (start === undefined || end === undefined) continue;
    if (drawn.every((other) => end + 2 < other.start || start > other.end + 2)) drawn.push({ start, end });
  }
  return drawn.sort((a, b) => a.start - b.start);
}

function wrap(node: Text, start: number, end: number, id: number): HTMLElement {
  const range = node.ownerDocument.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const span = node.ownerDocument.createElement("span");
  span.setAttribute(TRUTH, String(id));
  range.surroundContents(span);
  return span;
}

/** Where a passage is now: nowhere, in one place, or, where it was torn apart, in parts; then the whole that they span. */
export function truthOf({ spans }: Passage, text: DocumentText): Span[] {
  const parts: { start: number; end: number }[] = [];
  for (const span of spans) {
    const found = span.isConnected ? text.spanOf(span) : null;
    if (!found || found.end <= found.start) continue;
    const last = parts.at(-1);
    if (last && last.end <= found.start && !text.text.slice(last.end, found.start).trim()) last.end = found.end;
    else parts.push({ ...found });
  }
  if (parts.length > 1) {
    parts.push({ start: Math.min(...parts.map((one) => one.start)), end: Math.max(...parts.map((one) => one.end)) });
  }
  return parts.map((one) => trimmed(one, text.text));
}

function trimmed({ start, end }: Span, text: string): Span {
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}

export function textsIn(node: Node): Text[] {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let next = walker.nextNode(); next; next = walker.nextNode()) texts.push(next as Text);
  return texts;
}

export function wordsIn(nodes: readonly Node[]): Word[] {
  return nodes.flatMap(textsIn).flatMap((node) =>
    [...node.data.matchAll(/\S+/g)].map((word) => ({ node, start: word.index, end: word.index + word[0].length })),
  );
}

/** The words of a block beside a passage, the nearest first, that are of no other passage. */
export function wordsBeside({ spans, id }: Passage): Word[] {
  const first = spans[0];
  const last = spans.at(-1);
  const block = first && blockOf(first);
  if (!block || !last) return [];
  const free = textsIn(block).filter((node) => !node.parentElement?.closest(`[${TRUTH}]`));
  const is = (other: Element, node: Node, way: number) => (other.compareDocumentPosition(node) & way) !== 0;
  const before = wordsIn(free.filter((node) => is(first, node, Node.DOCUMENT_POSITION_PRECEDING))).reverse();
  const behind = wordsIn(free.filter((node) => is(last, node, Node.DOCUMENT_POSITION_FOLLOWING)));
  return (id % 2 ? [...before.slice(0, 3), ...behind.slice(0, 3)] : [...behind.slice(0, 3), ...before.slice(0, 3)]);
}

export function blockOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("p,li,h1,h2,h3,h4,td,dd,dt,blockquote,pre,div,section,article");
}

/** Blocks that hold words and no other block. */
export function blocks(root: HTMLElement): HTMLElement[] {
  const all = [...root.querySelectorAll<HTMLElement>("p,li,h1,h2,h3,h4,dd,blockquote,div")];
  return all.filter((block) => !block.querySelector("p,li,div,table") && block.textContent.trim().length > 20);
}
