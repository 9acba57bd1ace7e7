/**
 * From selectors to the place they mean, or to none.
 *
 * docs/anchoring.md says why each step is as it is. An answer is a claim: these are the words. What could be one of two
 * places, or only resembles the words without standing where they stood, is an orphan.
 */
import { asItWas, choose, isThere, occurrences } from "./exact";
import { unfolded, type Folded } from "./fold";
import { inPlace, isElsewhere } from "./fuzzy";
import { lettersOf, loosely, type Letters } from "./letters";
import type { Selector } from "./selectors";
import { foldedText, hinted, seek, type Sought } from "./sought";
import type { DocumentText, Span } from "./text";

export interface Located {
  readonly range: Range;
  readonly start: number;
  readonly end: number;
  /** `fuzzy`: not quite the same words, within the error budget. */
  readonly how: "exact" | "fuzzy";
  /** Only a quote was known, the words are not quite those, or what is around them is not. */
  readonly approximate: boolean;
}

/** A place in the folded text. */
export interface Found extends Span {
  readonly how: "exact" | "fuzzy";
  readonly approximate: boolean;
}

/** Words of this length are their own evidence: found once, in other surroundings, they were moved. */
const LONG = 32;

/** Where the selectors' words are in a text; null if they are not, or not for certain: an orphan. */
export function locate(selectors: readonly Selector[], text: DocumentText): Located | null {
  const sought = seek(selectors, text);
  const found = sought && search(hinted(sought, selectors, text), foldedText(text));
  return found && placed(found, text);
}

/** Words and surroundings as they were, and nowhere else so: whatever the hints say. */
export function untouched({ prefix, quote, suffix, region }: Sought, { text }: Folded): Found | null {
  const whole = prefix + quote + suffix;
  const at = text.indexOf(whole, region.start);
  if (whole === quote || at < 0 || at + whole.length > region.end || text.includes(whole, at + 1)) return null;
  const start = at + prefix.length;
  return { start, end: start + quote.length, how: "exact", approximate: false };
}

/** All ways in turn: what is surest first. */
export function search(sought: Sought, folded: Folded): Found | null {
  const { text } = folded;
  const bare = !sought.prefix && !sought.suffix;
  const stays = asItWas(text, sought);
  if (stays) return { ...stays, how: "exact", approximate: false };
  const spans = occurrences(text, sought.quote, sought.region);
  const words = choose(spans, sought, text);
  if (words && isHere(words, sought, text)) return { ...words, how: "exact", approximate: bare };
  const alike = spans.length ? [] : loosely(sought, text, lettersIn(folded));
  const letters = choose(alike, sought, text);
  if (letters && isHere(letters, sought, text)) return { ...letters, how: "fuzzy", approximate: true };
  const changed = inPlace(sought, text);
  if (changed) return { ...changed, how: "fuzzy", approximate: true };
  return moved(spans, "exact", sought, text) ?? moved(alike, "fuzzy", sought, text);
}

/** The only place of long words. */
function moved(spans: readonly Span[], how: "exact" | "fuzzy", sought: Sought, text: string): Found | null {
  const [only, other] = spans;
  const found = only && !other && only.end - only.start >= LONG && isHere(only, sought, text);
  return found ? { ...only, how, approximate: true } : null;
}

/** Whether it is the very place that was expected, or at least no other place claims to be it. */
function isHere(place: Span, sought: Sought, text: string): boolean {
  return isThere(place, sought) || !isElsewhere(place, sought, text);
}

export function placed(found: Found, text: DocumentText): Located | null {
  const { start, end } = unfolded(foldedText(text), found.start, found.end);
  const range = text.rangeOf(start, end);
  return range && { range, start, end, how: found.how, approximate: found.approximate };
}

const letters = new WeakMap<Folded, Letters>();

function lettersIn(folded: Folded): Letters {
  let found = letters.get(folded);
  if (!found) {
    found = lettersOf(folded.text);
    letters.set(folded, found);
  }
  return found;
}
