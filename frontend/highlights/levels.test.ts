import { describe, expect, it } from "vitest";
import { levelsOf } from "./levels";
import { LEVELS } from "./pens";

describe("the level of a line", () => {
  it("is the lowest for what touches nothing", () => {
    expect(levelsOf([{ start: 0, end: 5 }, { start: 5, end: 9 }])).toEqual([0, 0]); // prettier-ignore
  });

  it("is another for each of those that overlap, the longer one below", () => {
    expect(levelsOf([{ start: 3, end: 5 }, { start: 0, end: 9 }, { start: 4, end: 12 }])).toEqual([1, 0, 2]); // prettier-ignore
  });

  it("is free again behind", () => {
    expect(levelsOf([{ start: 0, end: 9 }, { start: 2, end: 4 }, { start: 5, end: 7 }])).toEqual([0, 1, 1]); // prettier-ignore
  });

  it("never passes the last, however many people mark the same words", () => {
    const levels = levelsOf(Array.from({ length: 9 }, () => ({ start: 0, end: 9 })));
    expect(Math.max(...levels)).toBe(LEVELS - 1);
  });
});
