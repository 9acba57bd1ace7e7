/** What opens over the page where there is no margin: beside the passage, on a small screen at the foot of it. */
import type { Box } from "../surface/surface";
import { button, make, place } from "./dom";
import type { Words } from "./words";

const GAP = 10;

export class Card {
  readonly element: HTMLElement;
  readonly #content = make("div", { class: "content" });
  readonly #closed: () => void;
  #cameFrom: HTMLElement | null = null;

  constructor(words: Words, closed: () => void) {
    this.#closed = closed;
    const close = button(words.close, () => { this.hide(true); }, { class: "plain close" }); // prettier-ignore
    this.element = make("div", { class: "card", role: "dialog", hidden: true, tabindex: -1 }, this.#content, close);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.hide(true);
    });
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  /** Show this, near a box of the window if there is one. The focus comes along, and goes back when it closes. */
  show(content: HTMLElement, label: string, near: Box | null, focus: boolean): void {
    if (this.#content.firstChild !== content) this.#content.replaceChildren(content);
    this.element.setAttribute("aria-label", label);
    if (!this.shown) this.#cameFrom = focusedIn(this.element);
    this.element.hidden = false;
    if (near) this.#stand(near);
    if (focus) this.element.focus({ preventScroll: true });
  }

  hide(back: boolean): void {
    if (!this.shown) return;
    this.element.hidden = true;
    this.#content.replaceChildren();
    if (back && this.#cameFrom?.isConnected) this.#cameFrom.focus({ preventScroll: true });
    this.#cameFrom = null;
    this.#closed();
  }

  /** Below the line, or above it where there is more room; never over the edge. */
  #stand({ left, top, bottom }: Box): void {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const below = innerHeight - bottom > height + GAP || innerHeight - bottom > top;
    const at = below ? Math.min(bottom + GAP, innerHeight - height - GAP) : top - height - GAP;
    const room = document.documentElement.clientWidth;
    place(this.element, { top: Math.max(GAP, at), left: Math.max(GAP, Math.min(left, room - width - 2 * GAP)) });
  }
}

function focusedIn(element: HTMLElement): HTMLElement | null {
  const root = element.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  return active instanceof HTMLElement ? active : null;
}
