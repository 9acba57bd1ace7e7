import { readText } from "../anchoring";
import type { DocumentText } from "../anchoring";
import { sentencesOf, stepFrom } from "./stepping";
import type { Chosen } from "./stepping";
import type { Step } from "./surface";

/** Remembers where the keyboard is in a text; reads the text again when somebody begins anew. */
export class Stepper {
  readonly #root: HTMLElement;
  #text: DocumentText | null = null;
  #sentences: Chosen[] = [];
  #chosen: Chosen | null = null;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** The words a step leads to; `selected` is what is chosen now, which tells a fresh start from going on. */
  step(step: Step, selected: Range | null): Range | null {
    if (!this.#text || !selected) this.#begin();
    const text = this.#text;
    if (!text) return null;
    if (selected) this.#chosen = text.offsetsOf(selected) ?? this.#chosen;
    const from = this.#chosen ? 0 : this.#seen(text);
    const reading = { text: text.text, language: this.#language, sentences: this.#sentences, from };
    this.#chosen = stepFrom(this.#chosen, step, reading) ?? this.#chosen;
    return this.#chosen && text.rangeOf(this.#chosen.start, this.#chosen.end);
  }

  get #language(): string {
    return this.#root.closest("[lang]")?.getAttribute("lang") ?? "en";
  }

  #begin(): void {
    this.#text = readText(this.#root);
    this.#sentences = sentencesOf(this.#text.text, this.#language);
    this.#chosen = null;
  }

  /** Where the first sentence begins that is seen in the window. */
  #seen(text: DocumentText): number {
    const seen = this.#sentences.find(({ start, end }) => {
      const box = text.rangeOf(start, end)?.getBoundingClientRect();
      return box !== undefined && box.height > 0 && box.top >= 0;
    });
    return seen?.start ?? 0;
  }
}
