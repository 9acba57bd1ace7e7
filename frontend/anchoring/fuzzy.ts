/**
 * Words that were changed, where they stood.
 *
 * A passage that only resembles the quote is another passage, until its place says that it is this one: it has to stand
 * near a hint, between what stood before and behind it, and nothing else nearby may resemble the quote as well.
 */
import search from "approx-string-match";

import { backwards, distances } from "./closeness";
import { BESIDE, HOLDS, isNear, NEAR, placeAt } from "./exact";
import { lastAtMost } from "./nodes";
import type { Searched } from "./searching";
import type { Sought } from "./sought";
import type { Span } from "./text";

/** The error budget: one character in four may be inserted, dropped or replaced, and no more than this. */
const SHARE = 4;
const MOST = 256;
/** A quote longer than this takes longer to be compared than anybody waits. */
const LONGEST = 8192;
/** Folded characters between a hint and a passage whose surroundings were changed too. */
const BY = 24;
/** How far around it nothing else may resemble the quote. */
const AROUND = 4096;
/** Errors by which something else has to be less like the quote, besides having twice as many. */
const MORE = 8;
/** Characters of the quote by which its ends are found. */
const END = 64;

export function budgetOf(quote: string): number {
  return Math.min(MOST, Math.floor(quote.length / SHARE));
}

/** The passage that the quote has become, or null if that is not certain. */
export function inPlace(sought: Sought, searched: Searched): Span | null {
  const { quote, prefix, suffix } = sought;
  const budget = budgetOf(quote);
  if (budget < 1 || quote.length > LONGEST || !prefix || !suffix || isClosed(sought, searched)) return null;
  return within(BY, budget, sought, searched) ?? within(NEAR, budget, sought, searched);
}

interface Match extends Span {
  readonly errors: number;
}

/** The best match that begins no farther than that from a hint, if its surroundings bear it out. */
function within(reach: number, budget: number, sought: Sought, searched: Searched): Span | null {
  const { quote, prefix, suffix, hints } = sought;
  const { text } = searched;
  const best = nearest(reach, sought, text, budget);
  if (!best) return null;
  const start = seam(prefix, quote.slice(0, END), text, best.start, best.errors);
  const end = seam(quote.slice(-END), suffix, text, best.end, best.errors);
  if (start.left < HOLDS || end.right < HOLDS) return null;
  const framed = start.left === 1 && end.right === 1;
  const span = trimmed(text, startOf(quote, text, start), endOf(quote, text, end));
  if (!framed && !hints.some((hint) => Math.abs(hint - span.start) <= BY)) return null;
  const alone = framed && !searched.has(prefix, 2) && !searched.has(suffix, 2);
  if (!alone && hasRival(best, sought, text, budget)) return null;
  const grown = Math.abs(span.end - span.start - quote.length);
  return span.start < span.end && grown <= budget ? span : null;
}

/** The best match near a hint; of equals, the first that is found. */
function nearest(reach: number, { quote, hints, region }: Sought, text: string, budget: number): Match | null {
  let best: Match | null = null;
  for (const hint of hints) {
    const from = Math.max(region.start, hint - reach);
    const to = Math.min(region.end, hint + reach + quote.length + budget);
    for (const { start, end, errors } of search(text.slice(from, to), quote, budget)) {
      if (!best || errors < best.errors) best = { start: from + start, end: from + end, errors };
    }
  }
  return best;
}

/** Whether something else nearby is about as like the quote. */
function hasRival(best: Match, { quote, region }: Sought, text: string, budget: number): boolean {
  const most = Math.min(budget, best.errors * 2 + MORE);
  const before = text.slice(Math.max(region.start, best.start - AROUND), best.start);
  const behind = text.slice(best.end, Math.min(region.end, best.end + AROUND));
  return search(before, quote, most).length > 0 || search(behind, quote, most).length > 0;
}

/** Whether what stood before the quote and what stood behind it now meet: it was taken out. */
function isClosed({ prefix, suffix }: Sought, searched: Searched): boolean {
  const before = prefix.trimEnd().slice(-BESIDE);
  const behind = suffix.trimStart().slice(0, BESIDE);
  return searched.has(`${before} ${behind}`) || searched.has(before + behind);
}

/**
 * Whether the passage is claimed by another place than this one: the same words stand near where they were expected, or
 * what stood before and behind them still stands somewhere, with other words between.
 */
export function isElsewhere(place: Span, sought: Sought, searched: Searched): boolean {
  const { quote, region } = sought;
  const { text } = searched;
  for (const span of searched.find(quote, region)) {
    if (span.start === place.start || !isNear(span, sought)) continue;
    const { left, right } = placeAt(span, sought, text);
    if (Math.max(left, right) >= HOLDS) return true;
  }
  return frames(sought, searched).some(({ start, end }) => {
    const around = start <= place.start && place.end <= end;
    return !around && end - start > 1 && end - start <= quote.length + budgetOf(quote) + BESIDE;
  });
}

/** What lies between each place of what stood before the quote and the next of what stood behind it. */
function frames({ prefix, suffix, region }: Sought, searched: Searched): Span[] {
  const before = prefix.trimEnd().slice(-BESIDE);
  const behind = suffix.trimStart().slice(0, BESIDE);
  if (before.length < BESIDE || behind.length < BESIDE) return [];
  const ends = searched.find(behind, region).map((one) => one.start);
  return searched.find(before, region).flatMap(({ end: start }) => {
    const end = ends[lastAtMost(ends, start - 1) + 1];
    return end === undefined ? [] : { start, end };
  });
}

/** Where two strings meet in a text: the first ends at `first`, the second begins at `second`; how close each came. */
interface Seam {
  readonly first: number;
  readonly second: number;
  readonly left: number;
  readonly right: number;
}

function seam(first: string, second: string, text: string, at: number, errors: number): Seam {
  const from = Math.max(0, at - first.length - errors - NEAR / 8);
  const around = text.slice(from, at + second.length + errors + NEAR / 8);
  const ends = distances(around, first, true);
  const begins = distances(backwards(around), backwards(second), true).reverse();
  let best = { cost: Infinity, first: 0, second: 0 };
  // Of all pairs of an end and a beginning behind it the cheapest, and of those the widest: what lies between was put in.
  let end = 0;
  for (let begin = 0; begin < begins.length; begin++) {
    if ((ends[begin] ?? 0) < (ends[end] ?? 0) + begin - end) end = begin;
    const cost = (ends[end] ?? 0) + begin - end + (begins[begin] ?? 0);
    if (cost <= best.cost) best = { cost, first: end, second: begin };
  }
  return {
    first: from + best.first,
    second: from + best.second,
    left: 1 - (ends[best.first] ?? 0) / first.length,
    right: 1 - (begins[best.second] ?? 0) / second.length,
  };
}

/** It begins where its own first word does; if that was replaced, where the prefix ends. */
function startOf(quote: string, text: string, { first, second }: Seam): number {
  const word = /^\S+/.exec(quote)?.[0] ?? "";
  return text.startsWith(word, second) ? second : first;
}

function endOf(quote: string, text: string, { first, second }: Seam): number {
  const word = /\S+$/.exec(quote)?.[0] ?? "";
  return text.startsWith(word, first - word.length) ? first : second;
}

function trimmed(text: string, start: number, end: number): Span {
  while (start < end && text.charAt(start) === " ") start++;
  while (end > start && text.charAt(end - 1) === " ") end--;
  return { start, end };
}
