/** What is looked for, and in what: a quote with its surroundings and hints, and a text, both as they are compared. */
import { fold, foldedOffset, type Folded } from "./fold";
import { lettersOf, type Letters } from "./letters";
import { hasPages, pageText } from "./pages";
import { Searched } from "./searching";
import { find, optional, pageOf, type Selector } from "./selectors";
import type { DocumentText, Span } from "./text";
import { contentPlace, follow } from "./xpath";

export interface Sought {
  readonly quote: string;
  /** What stood before and behind it; empty where nobody told, or where nothing did. */
  readonly prefix: string;
  readonly suffix: string;
  /** Whether it was told that nothing did: the text began or ended with it. */
  readonly first: boolean;
  readonly last: boolean;
  /** Offsets in the folded text where it might begin, the most trusted first. */
  readonly hints: readonly number[];
  /** The part of the folded text in which to look. */
  readonly region: Span;
}

/** A text as it is compared, made once. */
export interface Compared {
  readonly folded: Folded;
  readonly searched: Searched;
  /** Letters alone; made when they are first asked for. */
  readonly letters: () => Letters;
}

const known = new WeakMap<DocumentText, Compared>();

export function compared(text: DocumentText): Compared {
  let found = known.get(text);
  if (!found) {
    const folded = fold(text.text);
    let letters: Letters | undefined;
    found = { folded, searched: new Searched(folded.text), letters: () => (letters ??= lettersOf(folded.text)) };
    known.set(text, found);
  }
  return found;
}

/** Null if there is nothing to look for, or nowhere to look: no quote, or a page of a PDF that is not there. */
export function seek(selectors: readonly Selector[], text: DocumentText): Sought | null {
  const quote = find(selectors, "TextQuoteSelector");
  const within = quote?.exact.trim() ? regionOf(selectors, text) : null;
  if (!quote || !within) return null;
  const { folded } = compared(text);
  const region = { start: foldedOffset(folded, within.start), end: foldedOffset(folded, within.end) };
  const edges = { first: quote.prefix === "", last: quote.suffix === "" };
  return { ...parts(optional(quote.prefix), quote.exact, optional(quote.suffix)), ...edges, hints: [], region };
}

/** With hints: offsets in the text where it is expected, else what the selectors say. */
export function hinted(
  sought: Sought,
  selectors: readonly Selector[],
  text: DocumentText,
  expected: readonly number[] = [],
): Sought {
  const told = expected.length ? expected : hintsOf(selectors, text, regionOf(selectors, text)?.start ?? 0);
  const hints = told.map((offset) => foldedOffset(compared(text).folded, offset));
  return { ...sought, hints: [...new Set(hints)] };
}

/** The whole text, or a page of a PDF and as far into the next as the passage reached. */
function regionOf(selectors: readonly Selector[], text: DocumentText): Span | null {
  const page = pageOf(selectors);
  if (page === null || !hasPages(text)) return { start: 0, end: text.text.length };
  const within = pageText(text, page);
  const reach = find(selectors, "TextPositionSelector")?.end ?? 0;
  return within && { start: within.start, end: Math.min(text.text.length, Math.max(within.end, within.start + reach)) };
}

/** The three parts are folded as one, since what is alike at their seams folds together. */
function parts(prefix: string, exact: string, suffix: string): Pick<Sought, "quote" | "prefix" | "suffix"> {
  const folded = fold(prefix + exact + suffix);
  const lead = exact.length - exact.trimStart().length;
  const start = foldedOffset(folded, prefix.length + lead);
  const end = foldedOffset(folded, prefix.length + exact.trimEnd().length);
  return {
    prefix: folded.text.slice(0, start).trimStart(),
    quote: folded.text.slice(start, end).trimEnd(),
    suffix: folded.text.slice(end).trimEnd(),
  };
}

/** Where the selectors say that it begins. */
function hintsOf(selectors: readonly Selector[], text: DocumentText, from: number): number[] {
  const hints: number[] = [];
  const range = find(selectors, "RangeSelector");
  const container = range && follow(range.startContainer, text.root);
  const place = container && contentPlace(container, range.startOffset, false);
  if (place) {
    const range = place.node.ownerDocument.createRange();
    range.setStart(place.node, place.offset);
    range.setEndAfter(place.node);
    const found = text.offsetsOf(range);
    if (found) hints.push(found.start);
  }
  const position = find(selectors, "TextPositionSelector");
  if (position) hints.push(from + position.start);
  return hints.filter((offset) => Number.isSafeInteger(offset) && offset >= 0 && offset <= text.text.length);
}
