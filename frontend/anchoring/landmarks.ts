/**
 * How far a page's text has shifted, told by what was found in it.
 *
 * A paragraph put in at the top moves every position behind it. What stands between two passages that were found for
 * certain stands where they say, not where its own position said.
 */
import { lastAtMost } from "./nodes";

/** One of them may be wrong. */
const EACH_WAY = 2;

interface Mark {
  readonly was: number;
  readonly is: number;
}

export class Landmarks {
  private readonly marks: Mark[] = [];
  private kept: Mark[] | null = null;

  /** A passage that was at one offset and is at another. */
  add(was: number, is: number): void {
    this.marks.push({ was, is });
    this.kept = null;
  }

  /** Where something that was at this offset should now be, by the nearest landmarks before and behind it. */
  expected(was: number): number[] {
    this.kept ??= inOrder(this.marks);
    const sorted = this.kept.map((mark) => mark.was);
    const before = lastAtMost(sorted, was - 1) + 1;
    const behind = lastAtMost(sorted, was) + 1;
    const near = [...this.kept.slice(Math.max(0, before - EACH_WAY), before), ...this.kept.slice(behind, behind + EACH_WAY)];
    return [...new Set(near.map((mark) => was + mark.is - mark.was))];
  }
}

/** The most that are still in their order: what is not among them was moved, or is another that looks the same. */
function inOrder(marks: readonly Mark[]): Mark[] {
  const sorted = [...marks].sort((a, b) => a.was - b.was || a.is - b.is);
  // For each length of an order, the one that ends soonest; each remembers what came before it.
  const ends: { mark: Mark; before: number; length: number }[] = [];
  const best: number[] = [];
  for (const [at, mark] of sorted.entries()) {
    const length = lastAtMost(best.map((index) => ends[index]?.mark.is ?? 0), mark.is - 1) + 1;
    ends.push({ mark, before: best[length - 1] ?? -1, length });
    best[length] = at;
  }
  const kept: Mark[] = [];
  for (let at = best.at(-1) ?? -1; at >= 0; ) {
    const end = ends[at];
    if (!end) break;
    kept.unshift(end.mark);
    at = end.before;
  }
  return kept;
}
