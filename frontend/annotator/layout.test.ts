import { describe, expect, it } from "vitest";
import { besides } from "./layout";

describe("notes in the margin", () => {
  it("stand on their lines where there is room", () => {
    expect(besides([{ top: 0, height: 20 }, { top: 100, height: 20 }], 10)).toEqual([0, 100]); // prettier-ignore
  });

  it("move down as far as those before them need, and no two overlap", () => {
    expect(besides([{ top: 0, height: 50 }, { top: 10, height: 20 }, { top: 200, height: 9 }], 10)).toEqual([0, 60, 200]); // prettier-ignore
  });

  it("make room upwards for the one that is open", () => {
    const notes = [{ top: 100, height: 50 }, { top: 110, height: 50 }, { top: 120, height: 30 }]; // prettier-ignore
    expect(besides(notes, 10, 2)).toEqual([0, 60, 120]);
    expect(besides(notes, 10, 0)).toEqual([100, 160, 220]);
  });
});
