import { readText } from "../anchoring";
import type { DocumentText } from "../anchoring";
import { offsetsOf } from "./reading";
import type { Reading } from "./reading";
import { sentencesOf, stepFrom } from "./stepping";
import type { Chosen } from "./stepping";
import type { Step } from "./surface";

/** Remembers where the keyboard is in a text; reads the text again when somebody begins anew. */
export class Stepper {
  readonly #reading: Reading;
  readonly #language: string;
  #text: DocumentText | null = null;
  #sentences: Chosen[] = [];
  #chosen: Chosen | null = null;

  constructor(reading: Reading, language: string) {
    this.#reading = reading;
    this.#language = language;
  }

  /** The words a step leads to; `selected` is what is chosen now, which tells a fresh start from going on. */
  step(step: Step, selected: Range | null): Range | null {
    if (!this.#text || !selected) this.#begin();
    const text = this.#text;
    if (!text) return null;
    if (selected) this.#chosen = offsetsOf(text, this.#reading, selected) ?? this.#chosen;
    const from = this.#chosen ? 0 : this.#seen(text);
    const reading = { text: text.text, language: this.#language, sentences: this.#sentences, from };
    this.#chosen = stepFrom(this.#chosen, step, reading) ?? this.#chosen;
    return this.#chosen && this.#range(text, this.#chosen);
  }

  #range(text: DocumentText, { start, end }: Chosen): Range | null {
    const range = text.rangeOf(start, end);
    return range && this.#reading.seen(range);
  }

  #begin(): void {
    this.#text = readText(this.#reading.root);
    this.#sentences = sentencesOf(this.#text.text, this.#language);
    this.#chosen = null;
  }

  /** Where the first sentence begins that is seen in the window. */
  #seen(text: DocumentText): number {
    const seen = this.#sentences.find((sentence) => {
      const box = this.#range(text, sentence)?.getBoundingClientRect();
      return box !== undefined && box.height > 0 && box.top >= 0;
    });
    return seen?.start ?? 0;
  }
}
