/**
 * W3C Web Annotation selectors, as they are stored and told by the API.
 *
 * Whatever else a list holds (other tools have selectors of their own) is passed over.
 */
export interface TextQuote {
  type: "TextQuoteSelector";
  exact: string;
  prefix?: string;
  suffix?: string;
}

/** UTF-16 offsets in the root's text, in a PDF in the page's. */
export interface TextPosition {
  type: "TextPositionSelector";
  start: number;
  end: number;
}

/** XPaths from the root, and UTF-16 offsets in the text content of what they lead to. */
export interface RangeXPath {
  type: "RangeSelector";
  startContainer: string;
  startOffset: number;
  endContainer: string;
  endOffset: number;
}

/** A page of a PDF: `page=7`; the first is 1. */
export interface PageFragment {
  type: "FragmentSelector";
  conformsTo: string;
  value: string;
}

export type Selector = TextQuote | TextPosition | RangeXPath | PageFragment;

export const PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778";

type OfType<T extends Selector["type"]> = Extract<Selector, { type: T }>;

/** What each type has to tell before it is believed: lists come from other tools too. */
const FORMS: Readonly<Record<Selector["type"], Readonly<Record<string, "string" | "number">>>> = {
  TextQuoteSelector: { exact: "string" },
  TextPositionSelector: { start: "number", end: "number" },
  RangeSelector: { startContainer: "string", startOffset: "number", endContainer: "string", endOffset: "number" },
  FragmentSelector: { value: "string" },
};

/** The first selector of a type that tells what it should. */
export function find<T extends Selector["type"]>(selectors: readonly Selector[], type: T): OfType<T> | null {
  const form = Object.entries(FORMS[type]);
  const fits = (one: unknown): one is OfType<T> => {
    const told = one as Record<string, unknown> | null;
    return told?.["type"] === type && form.every(([name, kind]) => typeof told[name] === kind);
  };
  return selectors.find(fits) ?? null;
}

/** Words that may be told or not. */
export function optional(words: unknown): string {
  return typeof words === "string" ? words : "";
}

/** The page a list of selectors names, or null. */
export function pageOf(selectors: readonly Selector[]): number | null {
  const found = /^page=([1-9]\d{0,5})$/.exec(find(selectors, "FragmentSelector")?.value ?? "");
  return found ? Number(found[1]) : null;
}
