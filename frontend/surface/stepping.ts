/**
 * Words chosen by the keyboard, in any browser: a sentence, the next, the one before, then a word more or a word less.
 * Blocks are a line feed apart in the text, so that no sentence runs from a heading into its paragraph.
 */
import type { Step } from "./surface";

/** A stretch of the text. */
export interface Chosen {
  start: number;
  end: number;
}

/** The sentences of a text, without the spaces around them. */
export function sentencesOf(text: string, language: string): Chosen[] {
  return segments(text, language, "sentence").filter(({ start, end }) => end > start);
}

/** What a step leads to from what is chosen; from nothing, to the first sentence at or after `from`. */
export function stepFrom(chosen: Chosen | null, step: Step, reading: Reading): Chosen | null {
  const { text, language, sentences, from } = reading;
  if (step === "longer" || step === "shorter") {
    if (!chosen) return null;
    const ends = segments(text, language, "word").map((word) => word.end);
    if (step === "longer") return { ...chosen, end: ends.find((end) => end > chosen.end) ?? chosen.end };
    const shorter = ends.filter((end) => end < chosen.end && end > chosen.start).at(-1);
    return { ...chosen, end: shorter ?? chosen.end };
  }
  if (!chosen) return sentences.find(({ start }) => start >= from) ?? sentences.at(-1) ?? null;
  if (step === "next") return sentences.find(({ start }) => start >= chosen.end) ?? chosen;
  return sentences.filter(({ start }) => start < chosen.start).at(-1) ?? chosen;
}

export interface Reading {
  text: string;
  language: string;
  sentences: readonly Chosen[];
  from: number;
}

function segments(text: string, language: string, granularity: "sentence" | "word"): Chosen[] {
  const found: Chosen[] = [];
  for (const { index, segment, isWordLike } of segmenter(language, granularity).segment(text)) {
    if (granularity === "word" && isWordLike !== true) continue;
    const start = index + segment.length - segment.trimStart().length;
    found.push({ start, end: Math.max(start, index + segment.trimEnd().length) });
  }
  return found;
}

function segmenter(language: string, granularity: "sentence" | "word"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}
