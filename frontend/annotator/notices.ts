/** What is told: quietly, for who listens; or in a line at the foot of the window, with what can be done about it. */
import type { Action } from "./context";
import { button, make } from "./dom";
import type { Words } from "./words";

export class Notices {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #said = make("p", { class: "hidden", "aria-live": "polite" });
  readonly #line = make("div", { class: "notice", role: "status" });

  constructor(words: Words) {
    this.#words = words;
    this.element = make("div", { class: "notices" }, this.#said, this.#line);
  }

  announce(text: string): void {
    // The same sentence twice is only told if it was gone between.
    this.#said.textContent = "";
    setTimeout(() => { this.#said.textContent = text; }, 50); // prettier-ignore
  }

  notify(text: string, actions: readonly Action[] = []): void {
    const clear = () => { this.#line.replaceChildren(); }; // prettier-ignore
    const buttons = actions.map(({ text: label, press }) => button(label, () => { clear(); press(); }, { class: "plain" })); // prettier-ignore
    this.#line.replaceChildren(make("p", {}, text), ...buttons, button(this.#words.close, clear, { class: "plain" }));
  }

  clear(): void {
    this.#line.replaceChildren();
  }
}
