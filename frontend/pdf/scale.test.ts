import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxAt, finenessOf, scaleOf, stepped, WHOLE } from "./scale";

const PAPER = { width: 612, height: 792 };
const size = fc.record({ width: fc.double({ min: 1, max: 1e6, noNaN: true }), height: fc.double({ min: 1, max: 1e6, noNaN: true }) });

describe("the scale of a sheet", () => {
  it("fills the width, or is what was chosen", () => {
    expect(boxAt(scaleOf("width", PAPER, 306), PAPER)).toEqual({ width: 306, height: 396 });
    expect(boxAt(scaleOf(WHOLE, PAPER, 306), PAPER)).toEqual({ width: 816, height: 1056 });
  });

  it("leaves no box that is longer than a window can scroll, and none too flat to be seen", () => {
    fc.assert(
      fc.property(size, fc.constantFrom("width" as const, 0.5, 1, 4), (page, zoom) => {
        const { width, height } = boxAt(scaleOf(zoom, page, 900), page);
        expect(Math.max(width, height)).toBeLessThanOrEqual(16_000);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(48);
      }),
    );
  });

  it("leaves no canvas that is more than a machine can hold, and draws as finely as the screen is where it can", () => {
    expect(finenessOf({ width: 800, height: 1000 }, 2)).toBe(2);
    fc.assert(
      fc.property(size, fc.constantFrom(1, 2, 3), (page, screen) => {
        const scale = scaleOf(4, page, 900);
        const shown = { width: page.width * scale, height: page.height * scale };
        const fineness = finenessOf(shown, screen);
        expect(fineness).toBeLessThanOrEqual(screen);
        expect(shown.width * fineness * shown.height * fineness).toBeLessThanOrEqual(8_000_001);
        expect(Math.max(shown.width, shown.height) * fineness).toBeLessThanOrEqual(8_001);
      }),
    );
  });

  it("steps to the next size, from any in between, and stays at the ends", () => {
    expect(stepped(WHOLE, 1) / WHOLE).toBeCloseTo(1.1);
    expect(stepped(WHOLE, -1) / WHOLE).toBeCloseTo(0.9);
    expect(stepped(0.97 * WHOLE, 1) / WHOLE).toBeCloseTo(1);
    expect(stepped(4 * WHOLE, 1) / WHOLE).toBe(4);
    expect(stepped(0.3 * WHOLE, -1) / WHOLE).toBe(0.3);
  });
});
