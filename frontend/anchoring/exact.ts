/** The quote's own words: where they stand, and which of those places it is. */
import { agreement, closenessAfter, closenessBefore } from "./closeness";
import type { Sought } from "./sought";
import type { Span } from "./text";

/** A place where the words stand, and how much of what was around them is there, 0 to 1 on each side. */
export interface Place extends Span {
  readonly left: number;
  readonly right: number;
}

/** A side holds from here on; it is as it was from here on. */
export const HOLDS = 0.75;
export const FULL = 0.95;
/** By how much, of 2, the surroundings of one place must be better than those of every other. */
const MARGIN = 0.25;
/** Sides that differ by less are the same sides. */
const SAME = 0.06;
/** Words of this length are their own evidence: found once, with other surroundings, they were moved. */
export const LONG = 32;
/** Characters of quote and one whole side that are evidence without the other side. */
const ENOUGH = 48;
/** Places that are looked at closely. */
const MOST = 64;

/** Every place of a string in a region, overlapping ones too. */
export function occurrences(text: string, words: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  if (!words) return found;
  for (let at = text.indexOf(words, start); at >= 0 && at + words.length <= end; at = text.indexOf(words, at + 1)) {
    found.push({ start: at, end: at + words.length });
  }
  return found;
}

/** Of the places where the words stand, the one that is meant, or null if that is not certain. */
export function choose(spans: readonly Span[], sought: Sought, text: string): Place | null {
  const { prefix, suffix } = sought;
  const places = closest(spans, sought, text).map(({ start, end }) => ({
    start,
    end,
    left: closenessBefore(prefix, text, start),
    right: closenessAfter(suffix, text, end),
  }));
  places.sort((a, b) => rank(b) - rank(a));
  const [best, second] = places;
  if (!best) return null;
  if (!prefix && !suffix) return second ? atHint(places, sought) : best;
  if (second && rank(best) - rank(second) < MARGIN) {
    const same = places.filter((one) => rank(best) - rank(one) < SAME);
    const hinted = atHint(same, sought);
    return hinted && supported(hinted, sought) ? hinted : null;
  }
  return supported(best, sought) ? best : null;
}

/** A quote on every line of a page has more places than can be looked at: those that agree best at their seams. */
function closest(spans: readonly Span[], { prefix, suffix, hints }: Sought, text: string): Span[] {
  if (spans.length <= MOST) return [...spans];
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

/** Whether its surroundings bear out that it is this place. */
function supported({ left, right, start, end }: Place, { hints }: Sought): boolean {
  if (left >= HOLDS && right >= HOLDS) return true;
  const better = Math.max(left, right);
  if (better >= FULL && end - start + LONG >= ENOUGH) return true;
  return better >= HOLDS && hints.includes(start);
}
