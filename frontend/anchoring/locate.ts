/**
 * From selectors to the place they mean, or to none.
 *
 * docs/anchoring.md says why each step is as it is. An answer is a claim: these are the words. What could be one of two
 * places, or only resembles the words without standing where they stood, is an orphan.
 */
import { choose, LONG, occurrences } from "./exact";
import { foldedText, seek, type Sought } from "./sought";
import { unfolded, type Folded } from "./fold";
import type { Selector } from "./selectors";
import type { DocumentText, Span } from "./text";

export interface Located {
  readonly range: Range;
  readonly start: number;
  readonly end: number;
  /** `fuzzy`: not quite the same words, within the error budget. */
  readonly how: "exact" | "fuzzy";
  /** Only a quote was known, the words are not quite those, or they stand in other surroundings. */
  readonly approximate: boolean;
}

/** A place in the folded text. */
interface Found extends Span {
  readonly how: "exact" | "fuzzy";
  readonly approximate: boolean;
}

/** Where the selectors' words are in a text; null if they are not, or not for certain: an orphan. */
export function locate(selectors: readonly Selector[], text: DocumentText): Located | null {
  const sought = seek(selectors, text);
  if (!sought) return null;
  const folded = foldedText(text);
  const found = search(sought, folded);
  return found && placed(found, folded, text);
}

function search(sought: Sought, folded: Folded): Found | null {
  const { text } = folded;
  const bare = !sought.prefix && !sought.suffix;
  const spans = occurrences(text, sought.quote, sought.region);
  const chosen = choose(spans, sought, text);
  if (chosen) return { start: chosen.start, end: chosen.end, how: "exact", approximate: bare };
  const [only, other] = spans;
  if (only && !other && sought.quote.length >= LONG) return { ...only, how: "exact", approximate: true };
  return null;
}

function placed(found: Found, folded: Folded, text: DocumentText): Located | null {
  const { start, end } = unfolded(folded, found.start, found.end);
  const range = text.rangeOf(start, end);
  return range && { range, start, end, how: found.how, approximate: found.approximate };
}
