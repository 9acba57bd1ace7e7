/**
 * Where there is no margin: a button for each mark, in the order of the page, that only the keyboard and who listens
 * find; and on a small screen a number at the end of each passage of which something is said, which opens it.
 */
import type { Context } from "./context";
import { make, place } from "./dom";
import { spokenName } from "./note";
import { isSpoken } from "./threads";
import type { Thread } from "./threads";

export class Stops {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #open: (id: number) => void;
  readonly #list = make("ol");
  readonly #buttons = new Map<number, HTMLButtonElement>();

  constructor(context: Context, open: (id: number) => void) {
    this.#context = context;
    this.#open = open;
    this.element = make("nav", { class: "stops", "aria-label": context.words.annotations }, this.#list);
  }

  update(threads: readonly Thread[], open: number | null): void {
    const { nameOf } = this;
    const kept = new Set(threads.map(({ first }) => nameOf(first.annotation.id)));
    for (const [id, button] of this.#buttons) {
      if (kept.has(id)) continue;
      button.parentElement?.remove();
      this.#buttons.delete(id);
    }
    let number = 0;
    for (const [index, thread] of threads.entries()) {
      const { id } = thread.first.annotation;
      const button = this.#buttons.get(nameOf(id)) ?? this.#add(id);
      if (isSpoken(thread)) number++;
      this.#dress(button, thread, isSpoken(thread) ? number : null);
      button.setAttribute("aria-expanded", String(id === open));
      const item = button.parentElement;
      if (item && this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
    }
  }

  /** Give it the focus; whether it is here. */
  focus(id: number): boolean {
    const button = this.#buttons.get(this.nameOf(id));
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }

  private readonly nameOf = (id: number): number => this.#context.conversation.nameOf(id);

  #add(id: number): HTMLButtonElement {
    const { surface, conversation } = this.#context;
    const focus = () => { surface.reveal(conversation.now(id)); }; // prettier-ignore
    const press = () => { this.#open(conversation.now(id)); }; // prettier-ignore
    const stop = make("button", { type: "button", focus, click: press });
    this.#buttons.set(this.nameOf(id), stop);
    this.#list.append(make("li", {}, stop));
    return stop;
  }

  #dress(stop: HTMLButtonElement, { first }: Thread, number: number | null): void {
    const { options, spotOf } = this.#context;
    const spot = spotOf(first.annotation.id);
    const called = options.beside && number !== null && spot;
    const name = spokenName(first, this.#context);
    stop.className = called ? "call" : "stop";
    stop.setAttribute("aria-label", called ? `${String(number)}. ${name}` : name);
    stop.textContent = called ? String(number) : name;
    place(stop, called ? { left: spot.endX, top: spot.endY } : { left: null, top: null });
  }
}
