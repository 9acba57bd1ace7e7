/**
 * How far a page's text has shifted, told by what was found in it.
 *
 * A paragraph put in at the top moves every position behind it. What stands between two passages that were found for
 * certain stands where they say, not where its own position said.
 */
import { lastAtMost } from "./nodes";

export class Landmarks {
  private readonly marks: { was: number; shift: number }[] = [];
  private sorted: number[] | null = null;

  /** A passage that was at one offset and is at another. */
  add(was: number, is: number): void {
    this.marks.push({ was, shift: is - was });
    this.sorted = null;
  }

  /** Where something that was at this offset should now be, by the landmark before it and by the one behind. */
  expected(was: number): number[] {
    if (!this.sorted) {
      this.marks.sort((a, b) => a.was - b.was);
      this.sorted = this.marks.map((mark) => mark.was);
    }
    const before = lastAtMost(this.sorted, was);
    const shifts = [this.marks[before]?.shift, this.marks[before + 1]?.shift].filter((shift) => shift !== undefined);
    return [...new Set(shifts.map((shift) => was + shift))];
  }
}
