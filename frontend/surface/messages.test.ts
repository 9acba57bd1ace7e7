import { describe, expect, it } from "vitest";
import { fromFrame, toFrame } from "./messages";

const box = { left: 1, top: 2, right: 3, bottom: 4 };
const quote = { type: "TextQuoteSelector", exact: "words", prefix: "", suffix: "" };

describe("what a frame may say", () => {
  it("is read", () => {
    expect(fromFrame({ type: "ready" })).toEqual({ type: "ready" });
    expect(fromFrame({ type: "selected", selectors: [quote], box, by: "touch" })).toMatchObject({ by: "touch" });
    expect(fromFrame({ type: "anchored", anchored: [{ id: 3, spot: null }] })).toEqual({ type: "anchored", anchored: [{ id: 3, spot: null }] }); // prettier-ignore
  });

  it("is made anew: what else was in it stays behind", () => {
    const told = { type: "selected", selectors: [{ ...quote, evil: 1 }], box: { ...box, toString: 1 }, by: "pointer", audience: ["all"] };
    expect(fromFrame(told)).toEqual({ type: "selected", selectors: [quote], box, by: "pointer" });
  });

  it.each([
    null, 1, "ready", [], {}, { type: "say" }, { type: "paint", marks: [] }, { type: ["ready"] },
    { type: "pressed", ids: ["1"], box }, { type: "pressed", ids: [NaN], box }, { type: "pressed", ids: [1], box: { ...box, top: Infinity } },
    { type: "pressed", ids: { length: 1, 0: 1 }, box }, { type: "key", key: "x".repeat(7) }, { type: "key" },
    { type: "selected", selectors: [{ type: "TextQuoteSelector", exact: "x".repeat(100_001) }], box, by: "pointer" },
    { type: "selected", selectors: Array.from({ length: 9 }, () => quote), box, by: "pointer" },
    { type: "selected", selectors: [{ type: "CssSelector", value: "*" }], box, by: "pointer" },
    { type: "selected", selectors: [quote], box, by: "magic" },
    { type: "anchored", anchored: [{ id: 1, spot: { top: "0" } }] },
  ])("is dropped if it is anything else: %j", (told) => {
    expect(fromFrame(told)).toBeUndefined();
  }); // prettier-ignore

  it("is not what may be said to it", () => {
    expect(toFrame({ type: "ready" })).toBeUndefined();
    expect(toFrame({ type: "point", id: null })).toEqual({ type: "point", id: null });
    expect(toFrame({ type: "paint", marks: [{ id: 1, selectors: [quote], look: "blue", mine: true, body: "secret" }] })).toEqual({
      type: "paint", marks: [{ id: 1, selectors: [quote], look: "blue", mine: true }],
    }); // prettier-ignore
    expect(toFrame({ type: "paint", marks: [{ id: 1, selectors: [quote], look: "red", mine: true }] })).toBeUndefined();
  });
});
