/** From a range to the selectors that will find it again. */
import { isText, readText, type DocumentText, type Span } from "./text";
import { PDF_FRAGMENT, type RangeXPath, type Selector } from "./selectors";
import { contentOffset, pathTo } from "./xpath";
import { pageText } from "./pages";

/** UTF-16 units of context on each side, less what would split a character. */
export const CONTEXT = 32;

/**
 * The selectors of a range, in the order in which they are tried last to first.
 *
 * `page` is told for a PDF: the position is then in that page's text, since the pages before it may not be there yet.
 * Throws RangeError for a range without text.
 */
export function describe(range: AbstractRange, root: Node | DocumentText, page?: number): Selector[] {
  const text = isText(root) ? root : readText(root);
  const found = text.offsetsOf(range);
  if (!found) throw new RangeError("The range holds no text of this root.");
  const { start, end } = whole(text.text, found);
  const within = page === undefined ? null : pageText(text, page);
  const from = within?.start ?? 0;
  const selectors: Selector[] = [
    {
      type: "TextQuoteSelector",
      exact: text.text.slice(start, end),
      prefix: before(text.text, start, from),
      suffix: after(text.text, end, within && end <= within.end ? within.end : text.text.length),
    },
    { type: "TextPositionSelector", start: start - from, end: end - from },
  ];
  const path = page === undefined ? asPath(text, start, end) : null;
  if (path) selectors.push(path);
  if (page !== undefined) {
    selectors.push({ type: "FragmentSelector", conformsTo: PDF_FRAGMENT, value: `page=${String(page)}` });
  }
  return selectors;
}

/** Half a surrogate pair is no character: take the other half too. */
function whole(text: string, { start, end }: Span): Span {
  const splits = (at: number) => (text.codePointAt(at - 1) ?? 0) > 0xffff;
  return { start: splits(start) ? start - 1 : start, end: splits(end) ? end + 1 : end };
}

function before(text: string, start: number, floor: number): string {
  const from = Math.max(floor, start - CONTEXT);
  if (from === floor) return text.slice(from, start);
  // One reads a little more, to know where characters begin.
  const lead = Math.max(floor, from - CONTEXT);
  const first = graphemes(text.slice(lead, start)).find((at) => lead + at >= from);
  return text.slice(lead + (first ?? 0), start);
}

function after(text: string, end: number, ceiling: number): string {
  const to = Math.min(ceiling, end + CONTEXT);
  if (to === ceiling) return text.slice(end, to);
  const last = graphemes(text.slice(end, Math.min(ceiling, to + CONTEXT))).filter((at) => at <= CONTEXT);
  return text.slice(end, end + (last.at(-1) ?? 0));
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where what a reader takes for one character begins. */
function graphemes(text: string): number[] {
  return Array.from(segmenter.segment(text), (one) => one.index);
}

/** Null in a shadow root, into which no path leads. */
function asPath(text: DocumentText, start: number, end: number): RangeXPath | null {
  const pieces = text.piecesOf(start, end);
  const first = pieces[0];
  const last = pieces.at(-1);
  const from = first?.node.parentNode;
  const to = last?.node.parentNode;
  if (!first || !last || !from || !to) return null;
  const startContainer = pathTo(from, text.root);
  const endContainer = pathTo(to, text.root);
  if (startContainer === null || endContainer === null) return null;
  return {
    type: "RangeSelector",
    startContainer,
    startOffset: contentOffset(from, first.node, first.start),
    endContainer,
    endOffset: contentOffset(to, last.node, last.end),
  };
}
