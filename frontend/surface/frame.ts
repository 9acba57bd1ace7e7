/**
 * The surface that is a frozen copy in its frame. Bar, notes and names stay on our side of it: into the frame go ids,
 * colours and selectors, and what comes out is read by the table of `messages`.
 */
import { createEvents } from "./events";
import { listenToKeys } from "./keys";
import { fromFrame } from "./messages";
import type { FromFrame, ToFrame } from "./messages";
import type { Box, Mark, Step, Surface, SurfaceEvents } from "./surface";

export class FrameSurface implements Surface {
  readonly #frame: HTMLIFrameElement;
  readonly #events = createEvents<SurfaceEvents>();
  readonly #closed = new AbortController();
  #marks: readonly Mark[] = [];

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame;
    const { signal } = this.#closed;
    addEventListener("message", (event) => { this.#hear(event); }, { signal }); // prettier-ignore
    listenToKeys(document, (press) => { this.#events.tell("key", press); }, signal); // prettier-ignore
  }

  readonly on: Surface["on"] = (event, listener) => this.#events.on(event, listener);

  paint(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#say({ type: "paint", marks: [...marks] });
  }

  point(id: number | null): void {
    this.#say({ type: "point", id });
  }

  reveal(id: number): void {
    this.#say({ type: "reveal", id });
  }

  step(step: Step): void {
    this.#say({ type: "step", step });
  }

  deselect(): void {
    this.#say({ type: "deselect" });
  }

  close(): void {
    this.paint([]);
    this.#closed.abort();
  }

  #say(message: ToFrame): void {
    // security: an opaque origin has no name to send to. What is said there is about its own words only.
    this.#frame.contentWindow?.postMessage(message, "*");
  }

  #hear({ source, origin, data }: MessageEvent): void {
    // security: from this very frame, and as long as it is the sandboxed document we put there
    if (source !== this.#frame.contentWindow || origin !== "null") return;
    const message = fromFrame(data);
    if (message) this.#take(message);
  }

  #take(message: FromFrame): void {
    switch (message.type) {
      case "ready":
        // It came after us; had it come before, it has heard already.
        this.paint(this.#marks);
        return;
      case "selected":
        this.#select(message);
        return;
      case "moved":
        this.#events.tell("moved", this.#outside(message.box));
        return;
      case "deselected":
        this.#events.tell("deselected", null);
        return;
      case "pressed":
        this.#events.tell("pressed", { ids: message.ids.filter((id) => this.#knows(id)), box: this.#outside(message.box) });
        return;
      case "anchored":
        this.#events.tell("anchored", message.anchored.filter(({ id }) => this.#knows(id))); // prettier-ignore
        return;
      case "key":
        this.#events.tell("key", { key: message.key, told: true, used: false });
    }
  }

  #select({ selectors, box, by }: Extract<FromFrame, { type: "selected" }>): void {
    const quote = selectors.find((selector) => selector.type === "TextQuoteSelector")?.exact ?? "";
    if (quote.trim() === "") return;
    // So that the next key is pressed here, where it counts. Who chooses by keys in there goes on choosing.
    if (by !== "keyboard" && document.activeElement === this.#frame) this.#frame.blur();
    this.#events.tell("selected", { selectors, quote, box: this.#outside(box), by });
  }

  #knows(id: number): boolean {
    return this.#marks.some((mark) => mark.id === id);
  }

  /** A box of the frame's window in ours, as far as the frame reaches. */
  #outside({ left, top, right, bottom }: Box): Box {
    const frame = this.#frame.getBoundingClientRect();
    const x = (value: number) => Math.min(Math.max(frame.left + this.#frame.clientLeft + value, frame.left), frame.right);
    const y = (value: number) => Math.min(Math.max(frame.top + this.#frame.clientTop + value, frame.top), frame.bottom);
    return { left: x(left), top: y(top), right: x(right), bottom: y(bottom) };
  }
}
