import { describe, expect, it } from "vitest";

import { permilleOf } from "./progress";

describe("how much of an article has come into view", () => {
  it.each([
    ["nothing, below the screen", { top: 900, height: 1000 }, 800, 0],
    ["a part of it", { top: 300, height: 1000 }, 800, 500],
    ["more when it is scrolled up", { top: -200, height: 2000 }, 800, 500],
    ["all of it", { top: -1200, height: 2000 }, 800, 1000],
    ["nothing of nothing", { top: 0, height: 0 }, 800, 0],
  ])("is %s", (_what, box, height, permille) => {
    expect(permilleOf(box, height)).toBe(permille);
  });
});
