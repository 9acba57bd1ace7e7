/**
 * Whether a page is in one's libraries, asked without telling which page it is.
 *
 * First the digests of everything are asked for. Of a library of a few thousand pages that is the whole answer, and nothing
 * is ever said of what is read; of a larger one, the digits of the page's digest are told one by one until the answer is
 * small enough, and never more than four of them. What was answered is good for an hour, so that a reader who goes from
 * page to page says nothing most of the time. See docs/privacy-of-the-extension.md.
 */
import { pageDigest } from "./addresses";
import { ok } from "./asking";
import type { Pages } from "./pages";
import type { Result } from "./shapes";

const HOUR = 3_600_000;
const MOST_DIGITS = 4;
/** Answers kept at once; the one asked for first goes first. */
const MOST_ANSWERS = 200;

interface Answered {
  at: number;
  /** Null: too many to tell. */
  digests: ReadonlySet<string> | null;
}

export interface Known {
  /** Whether a page with this key is kept. */
  has(key: string): Promise<Result<boolean>>;
  /** What was kept or deleted just now is asked for anew. */
  forget(): void;
}

export function createKnown(pages: Pick<Pages, "digests">, now: () => number = Date.now): Known {
  const answers = new Map<string, Answered>();
  const answer = async (prefix: string): Promise<Result<Answered>> => {
    const kept = answers.get(prefix);
    if (kept !== undefined && now() - kept.at < HOUR) return ok(kept);
    const found = await pages.digests(prefix);
    if (!found.ok) return found;
    const fresh = { at: now(), digests: found.value.complete ? new Set(found.value.digests) : null };
    answers.delete(prefix);
    answers.set(prefix, fresh);
    const [oldest] = answers.keys();
    if (answers.size > MOST_ANSWERS && oldest !== undefined) answers.delete(oldest);
    return ok(fresh);
  };
  return {
    has: async (key) => {
      const digest = await pageDigest(key);
      for (let digits = 0; digits <= MOST_DIGITS; digits++) {
        const found = await answer(digest.slice(0, digits));
        if (!found.ok) return found;
        if (found.value.digests !== null) return ok(found.value.digests.has(digest));
      }
      return ok(false);
    },
    forget: () => {
      answers.clear();
    },
  };
}
