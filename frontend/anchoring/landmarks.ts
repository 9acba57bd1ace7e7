/**
 * How far a page's text has shifted, told by what was found in it.
 *
 * A paragraph put in at the top moves every position behind it. What stands between two passages that were found for
 * certain stands where they say, not where its own position said.
 */
import { lastAtMost } from "./nodes";

/** One of them may itself have been moved. */
const EACH_WAY = 2;

export class Landmarks {
  private readonly marks: { was: number; shift: number }[] = [];
  private sorted: number[] | null = null;

  /** A passage that was at one offset and is at another. */
  add(was: number, is: number): void {
    this.marks.push({ was, shift: is - was });
    this.sorted = null;
  }

  /** Where something that was at this offset should now be, by the nearest landmarks before and behind it. */
  expected(was: number): number[] {
    if (!this.sorted) {
      this.marks.sort((a, b) => a.was - b.was);
      this.sorted = this.marks.map((mark) => mark.was);
    }
    const before = lastAtMost(this.sorted, was - 1) + 1;
    const behind = lastAtMost(this.sorted, was) + 1;
    const near = [...this.marks.slice(Math.max(0, before - EACH_WAY), before), ...this.marks.slice(behind, behind + EACH_WAY)];
    return [...new Set(near.map((mark) => was + mark.shift))];
  }
}
