/** The quote's own words: where they stand, and which of those places it is. */
import { agreement, closenessAfter, closenessBefore } from "./closeness";
import { MANY, type Searched } from "./searching";
import type { Sought } from "./sought";
import type { Span } from "./text";

/** A place where the words stand, and how much of what was around them is there, 0 to 1 on each side. */
export interface Place extends Span {
  readonly left: number;
  readonly right: number;
}

/** A side holds from here on. */
export const HOLDS = 0.75;
/** Folded characters between where a passage is expected and where it begins. */
export const NEAR = 256;
/** The same, where nothing was changed between; a folded character or two may have come or gone. */
const THERE = 2;
/** By how much, of 2, the surroundings of one place must be better than those of every other. */
const MARGIN = 0.25;
/** Characters of quote and sides that are evidence enough for a place; of the quote no more count than of a side. */
const EVIDENCE = 56;
const SIDE = 32;
/** Characters by which one knows what stood beside the quote. */
export const BESIDE = 16;
const SPACELESS = "Han Hiragana Katakana Thai Lao Khmer Myanmar".split(" ").map((script) => `\\p{Script=${script}}`);
const LETTER = new RegExp(`(?![${SPACELESS.join("")}])[\\p{L}\\p{M}\\p{N}]`, "u");
/** Places that are looked at closely. */
const MOST = 64;

/** The one place at a hint where words and surroundings are all as they were; null if there is none or more. */
export function asItWas({ text }: Searched, sought: Sought): Place | null {
  const { quote, prefix, suffix, hints, region } = sought;
  if (!prefix && !suffix) return null;
  const whole = prefix + quote + suffix;
  const places = hints
    .filter((start) => start >= prefix.length && text.startsWith(whole, start - prefix.length))
    .map((start) => placeAt({ start, end: start + quote.length }, sought, text))
    .filter((place) => place.start >= region.start && place.end <= region.end);
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** Of the places where the words stand, the one that is meant, or null if that is not certain. */
export function choose(spans: readonly Span[], sought: Sought, { text }: Searched): Place | null {
  if (spans.length >= MANY) return null;
  const places = closest(spans, sought, text).map((span) => placeAt(span, sought, text));
  places.sort((a, b) => rank(b) - rank(a));
  const [best, second] = places;
  if (!best) return null;
  if (!sought.prefix && !sought.suffix) {
    const place = second ? atHint(places, sought) : best;
    return place && isParted(place, sought, text) ? place : null;
  }
  if (!second || rank(best) - rank(second) >= MARGIN) return isSupported(best, sought, text) ? best : null;
  return atHint(places.filter((one) => isAsTold(one, sought)), sought);
}

/** Where the text began or ended with the quote, it still has to. */
export function placeAt({ start, end }: Span, { prefix, suffix, first, last, region }: Sought, text: string): Place {
  const left = prefix ? closenessBefore(prefix, text, start) : Number(first && start <= region.start + 1);
  const right = suffix ? closenessAfter(suffix, text, end) : Number(last && end >= region.end - 1);
  return { start, end, left, right };
}

/** A quote on every line of a page has more places than can be looked at: those that agree best at their seams. */
function closest(spans: readonly Span[], { prefix, suffix, hints }: Sought, text: string): readonly Span[] {
  if (spans.length <= MOST) return spans;
  const agreeing = spans.map((span) => ({
    span,
    by: hints.includes(span.start) ? Infinity : agreement(prefix, suffix, text, span.start, span.end),
  }));
  agreeing.sort((a, b) => b.by - a.by);
  return agreeing.slice(0, MOST).map((one) => one.span);
}

function rank(place: Place): number {
  return place.left + place.right;
}

function atHint(places: readonly Place[], { hints }: Sought): Place | null {
  const hinted = places.filter((place) => hints.includes(place.start));
  return hinted.length === 1 ? (hinted[0] ?? null) : null;
}

/** Whether everything that was told of its surroundings is there. */
function isAsTold({ left, right }: Place, { prefix, suffix }: Pick<Sought, "prefix" | "suffix">): boolean {
  return (left === 1 || !prefix) && (right === 1 || !suffix);
}

/**
 * Whether words begin and end at a place's seams where they did in the quote: "art" is not in "party". Scripts that set
 * no spaces between words have no such seams.
 */
export function isParted({ start, end }: Span, { prefix, quote, suffix }: Sought, text: string): boolean {
  const joined = (one: string, other: string) => LETTER.test(one) && LETTER.test(other);
  const first = quote.charAt(0);
  const last = quote.slice(-1);
  return (
    (joined(prefix.slice(-1), first) || !joined(text.charAt(start - 1), first)) &&
    (joined(last, suffix.charAt(0)) || !joined(last, text.charAt(end)))
  );
}

/** Whether a place is the very one that was expected. */
export function isThere({ start }: Span, { hints }: Pick<Sought, "hints">): boolean {
  return hints.some((hint) => Math.abs(hint - start) <= THERE);
}

/** Whether a place is where it was expected, give or take what is changed between two looks at a page. */
export function isNear({ start }: Span, { hints }: Sought): boolean {
  return hints.some((hint) => Math.abs(hint - start) <= NEAR);
}

/**
 * Whether what is around it bears out that it is this place.
 *
 * At the very place where it was expected most of it will do, on both sides. Anywhere else a sentence like it may stand,
 * and be another: there it has to be as it was.
 */
function isSupported(place: Place, sought: Sought, text: string): boolean {
  if (isAsTold(place, sought)) return true;
  if (isTaken(place, sought, text)) return false;
  const { left, right } = place;
  const { prefix, suffix, quote } = sought;
  const held = left * (prefix.length || SIDE) + right * (suffix.length || SIDE) + Math.min(SIDE, quote.length);
  return left >= HOLDS && right >= HOLDS && held >= EVIDENCE && isThere(place, sought);
}

/** Whether what stood beside the quote stands here in its stead: a neighbour that began or ended like it. */
function isTaken({ start, end }: Place, { prefix, suffix }: Sought, text: string): boolean {
  const before = prefix.trimEnd().slice(-BESIDE);
  const behind = suffix.trimStart().slice(0, BESIDE);
  return (before.length === BESIDE && text.endsWith(before, end)) || (behind.length === BESIDE && text.startsWith(behind, start));
}
