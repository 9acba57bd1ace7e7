import { describe, expect, it } from "vitest";
import { counted, shortly } from "./time";
import { wordsFor } from "./words";
import { english } from "./words.en";
import { french } from "./words.fr";

function sentences(words: object): string[] {
  return Object.values(words).flatMap((value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value === "function") return [String((value as (...given: unknown[]) => unknown)("x", "y", "z", "w"))];
    return typeof value === "object" && value !== null ? sentences(value) : [];
  });
}

describe("what the annotator says", () => {
  it("is French for readers of French, and English else", () => {
    expect(wordsFor("fr-CA")).toBe(french);
    expect(wordsFor("de")).toBe(english);
    expect(wordsFor("frr")).toBe(english);
  });

  it("is set as French is set", () => {
    for (const sentence of sentences(french)) {
      expect(sentence).not.toMatch(/[^\u202f][;!?»]|«[^\u202f]|[^\u00a0\d]:|'/);
    }
  });

  it("has no typewriter quotes in English", () => {
    for (const sentence of sentences(english)) expect(sentence).not.toMatch(/["']/);
  });

  it("counts as each language does", () => {
    const forms = { one: "réponse", other: "réponses" };
    expect(counted("fr", 0, forms)).toBe("0\u00a0réponse");
    expect(counted("fr", 1204, forms)).toBe("1\u202f204\u00a0réponses");
    expect(counted("en", 0, { one: "reply", other: "replies" })).toBe("0 replies");
  });

  it("tells a time as shortly as a margin wants it", () => {
    const now = new Date("2026-11-25T18:00:00");
    expect(shortly("fr", "2026-11-08T10:00:00", now)).toBe("8 nov.");
    expect(shortly("en", "2025-11-08T10:00:00", now)).toBe("Nov 8, 2025");
    expect(shortly("fr", "2026-11-25T10:04:00", now)).toBe("10:04");
  });
});
