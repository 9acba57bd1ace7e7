/** Marks by the scroll bar: where in the page something is said. For the eye and the mouse; others have the list. */
import type { Context } from "./context";
import { make } from "./dom";
import type { Thread } from "./threads";

export class Rail {
  readonly element = make("div", { class: "rail", "aria-hidden": "true" });
  readonly #context: Context;
  readonly #open: (id: number) => void;

  constructor(context: Context, open: (id: number) => void) {
    this.#context = context;
    this.#open = open;
  }

  update(threads: readonly Thread[]): void {
    const ticks = threads.flatMap(({ first: { annotation } }) => {
      const spot = this.#context.spotOf(annotation.id);
      if (!spot) return [];
      const press = () => { this.#open(annotation.id); }; // prettier-ignore
      const tick = make("span", { class: `tick ${annotation.color ?? ""}`, click: press });
      tick.style.setProperty("top", `${(spot.share * 100).toFixed(2)}%`);
      return [tick];
    });
    this.element.replaceChildren(...ticks);
  }
}
