/**
 * From selectors to the place they mean, or to none.
 *
 * docs/anchoring.md says why each step is as it is. An answer is a claim: these are the words. What could be one of two
 * places, or only resembles the words without standing where they stood, is an orphan.
 */
import { asItWas, choose, isParted, isThere } from "./exact";
import { unfolded } from "./fold";
import { inPlace, isElsewhere } from "./fuzzy";
import { loosely } from "./letters";
import type { Searched } from "./searching";
import type { Selector } from "./selectors";
import { compared, hinted, seek, type Compared, type Sought } from "./sought";
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
/** Fewer characters of surroundings than this tell nothing. */
const BARE = 8;

/** Where the selectors' words are in a text; null if they are not, or not for certain: an orphan. */
export function locate(selectors: readonly Selector[], text: DocumentText): Located | null {
  const sought = seek(selectors, text);
  const found = sought && search(hinted(sought, selectors, text), compared(text));
  return found && placed(found, text);
}

/** Words and surroundings as they were, and nowhere else so: whatever the hints say. */
export function untouched({ prefix, quote, suffix, region }: Sought, { searched }: Compared): Found | null {
  const [only, other] = prefix || suffix ? searched.find(prefix + quote + suffix, region) : [];
  if (!only || other) return null;
  const start = only.start + prefix.length;
  return { start, end: start + quote.length, how: "exact", approximate: false };
}

/** All ways in turn: what is surest first. */
export function search(sought: Sought, { searched, letters }: Compared): Found | null {
  const bare = sought.prefix.length + sought.suffix.length < BARE;
  const stays = asItWas(searched, sought);
  if (stays) return { ...stays, how: "exact", approximate: false };
  const spans = searched.find(sought.quote, sought.region);
  const words = choose(spans, sought, searched);
  if (words && isHere(words, sought, searched)) return { ...words, how: "exact", approximate: bare };
  const alike = spans.length ? [] : loosely(sought, searched.text, letters());
  const loose = choose(alike, sought, searched);
  if (loose && isHere(loose, sought, searched)) return { ...loose, how: "fuzzy", approximate: true };
  const changed = inPlace(sought, searched);
  if (changed) {
    const same = searched.text.slice(changed.start, changed.end) === sought.quote;
    return { ...changed, how: same ? "exact" : "fuzzy", approximate: !same };
  }
  return moved(spans, "exact", sought, searched) ?? moved(alike, "fuzzy", sought, searched);
}

/** The only place of long words. */
function moved(spans: readonly Span[], how: "exact" | "fuzzy", sought: Sought, searched: Searched): Found | null {
  const [only, other] = spans;
  const found = only && !other && only.end - only.start >= LONG && isParted(only, sought, searched.text);
  return found && isHere(only, sought, searched) ? { ...only, how, approximate: true } : null;
}

/** Whether it is the very place that was expected, or at least no other place claims to be it. */
function isHere(place: Span, sought: Sought, searched: Searched): boolean {
  return isThere(place, sought) || !isElsewhere(place, sought, searched);
}

export function placed(found: Found, text: DocumentText): Located | null {
  const { start, end } = unfolded(compared(text).folded, found.start, found.end);
  const range = text.rangeOf(start, end);
  return range && { range, start, end, how: found.how, approximate: found.approximate };
}
