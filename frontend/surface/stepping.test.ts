import { describe, expect, it } from "vitest";
import { sentencesOf, stepFrom } from "./stepping";
import type { Chosen } from "./stepping";

const text = "A heading\nMr. Smith sat down. He read on!\nThen he left.";
const sentences = sentencesOf(text, "en");
const words = (chosen: Chosen | null) => chosen && text.slice(chosen.start, chosen.end);
const step = (chosen: Chosen | null, which: Parameters<typeof stepFrom>[1], from = 0) =>
  stepFrom(chosen, which, { text, language: "en", sentences, from });

describe("words chosen by the keyboard", () => {
  it("begin with the first sentence that is seen", () => {
    expect(words(step(null, "next", 12))).not.toBe("A heading");
    expect(words(step(null, "next"))).toBe("A heading");
  });

  it("go from sentence to sentence, never from one block into the next", () => {
    const last = step(null, "next", text.indexOf("He read"));
    expect(words(last)).toBe("He read on!");
    expect(words(step(last, "next"))).toBe("Then he left.");
    expect(words(step(step(last, "next"), "next"))).toBe("Then he left.");
    expect(words(step(step(last, "next"), "previous"))).toBe("He read on!");
  });

  it("grow and shrink by a word, but never to nothing", () => {
    const sentence = step(null, "next", text.indexOf("He read"));
    // The first gives up the stop alone.
    const shorter = step(step(step(sentence, "shorter"), "shorter"), "shorter");
    expect(words(shorter)).toBe("He");
    expect(words(step(shorter, "shorter"))).toBe("He");
    expect(words(step(shorter, "longer"))).toBe("He read");
  });

  it("are counted in any language, also one that has no spaces", () => {
    expect(sentencesOf("我读书。他写字。", "zh")).toHaveLength(2);
    expect(sentencesOf("قرأت الكتاب. ثم كتبت.", "ar")).toHaveLength(2);
    expect(sentencesOf("Fine.", "not a language")).toHaveLength(1);
  });
});
