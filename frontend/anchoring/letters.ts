/**
 * The words without what stands between them: letters and numbers only, in lower case.
 *
 * Where these are the same, no word was changed: only spaces, punctuation, hyphens or capitals were.
 */
import { isParted } from "./exact";
import { lastAtMost } from "./nodes";
import { Searched } from "./searching";
import type { Sought } from "./sought";
import type { Span } from "./text";

export interface Letters {
  readonly letters: Searched;
  /** Where each stands in the folded text. */
  readonly places: Int32Array;
}

/** Letters fewer than these are found by their exact words or not at all. */
const FEWEST = 8;

/** A point within a number is part of it: 1.5 is not 15. */
const WORD = /[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*/gu;

export function lettersOf(text: string): Letters {
  const parts: string[] = [];
  const places = new Int32Array(text.length);
  let length = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const lower = word.toLowerCase();
    parts.push(lower.length === word.length ? lower : word);
    for (let at = 0; at < word.length; at++) places[length++] = index + at;
  }
  return { letters: new Searched(parts.join("")), places: places.subarray(0, length) };
}

/** Where in the folded text the quote's letters stand, as whole words if they were. */
export function loosely(sought: Sought, text: string, letters: Letters): Span[] {
  const { quote, region } = sought;
  const wanted = lettersOf(quote).letters.text;
  if (wanted.length < FEWEST) return [];
  const within = { start: below(letters, region.start), end: below(letters, region.end) };
  return letters.letters
    .find(wanted, within)
    .map(({ start, end }) => ({ start: letters.places[start] ?? 0, end: (letters.places[end - 1] ?? 0) + 1 }))
    .filter((span) => isParted(span, sought, text))
    .map((span) => dressed(span, quote, text));
}

function below(letters: Letters, offset: number): number {
  return lastAtMost(letters.places, offset - 1) + 1;
}

/** With the quote's own marks before and behind it, if they are there; a space may stand between. */
function dressed({ start, end }: Span, quote: string, text: string): Span {
  const lead = /^[^\p{L}\p{M}\p{N}]*/u.exec(quote)?.[0] ?? "";
  const trail = /[^\p{L}\p{M}\p{N}]*$/u.exec(quote)?.[0] ?? "";
  for (const mark of lead.replaceAll(" ", "").split("").reverse()) {
    const at = text.charAt(start - 1) === " " ? start - 2 : start - 1;
    if (text.charAt(at) !== mark) break;
    start = at;
  }
  for (const mark of trail.replaceAll(" ", "")) {
    const at = text.charAt(end) === " " ? end + 1 : end;
    if (text.charAt(at) !== mark) break;
    end = at + 1;
  }
  return { start, end };
}
