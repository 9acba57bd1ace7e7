/**
 * A thread on the screen. It is brought up to date in place: what is being written in it, and where the focus is, stay
 * when somebody else's reply arrives.
 */
import type { Context } from "./context";
import { make } from "./dom";
import { nameOf, noteView, spokenName } from "./note";
import type { NoteActs } from "./note";
import type { Thread } from "./threads";

export class ThreadView {
  readonly element: HTMLElement;
  /** Where one writes about it. */
  readonly slot = make("div", { class: "slot" });
  readonly #context: Context;
  readonly #acts: NoteActs;
  readonly #quoted: boolean;
  readonly #said = make("div");
  #shown = "";

  constructor(context: Context, acts: NoteActs, quoted: boolean) {
    this.#context = context;
    this.#acts = acts;
    this.#quoted = quoted;
    this.element = make("article", { class: "thread", tabindex: -1 }, this.#said, this.slot);
  }

  update(thread: Thread, open: boolean): void {
    const { first } = thread;
    const place = this.#context.spotOf(first.annotation.id)?.approximate;
    const now = JSON.stringify([thread, open, place, this.#context.me?.person.login]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.element.setAttribute("aria-label", spokenName(first, this.#context));
    this.element.classList.toggle("open", open);
    keepingFocus(this.#said, () => {
      const note = noteView(first, this.#context, this.#acts, { open, answering: "", quoted: this.#quoted });
      this.#said.replaceChildren(note, ...this.#replies(thread, open));
    });
  }

  #replies({ first, replies }: Thread, open: boolean): HTMLElement[] {
    if (replies.length === 0) return [];
    const byId = new Map(replies.map((reply) => [reply.annotation.id, reply]));
    const views = replies.map((reply) => {
      const parent = reply.annotation.parent;
      const answered = parent === null || parent === first.annotation.id ? undefined : byId.get(parent);
      const answering = answered ? nameOf(answered, this.#context) : "";
      return noteView(reply, this.#context, this.#acts, { open, answering, quoted: false });
    });
    return [make("div", { class: "replies" }, ...views)];
  }
}

/** Rebuild, and give the focus back to what does the same. */
function keepingFocus(element: HTMLElement, rebuild: () => void): void {
  const root = element.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  const held = active && element.contains(active) ? active : null;
  const id = held?.closest("[data-id]")?.getAttribute("data-id");
  const act = held?.getAttribute("data-act");
  rebuild();
  if (!held || act == null) return;
  const note = [...element.querySelectorAll("[data-id]")].find((one) => one.getAttribute("data-id") === id) ?? element;
  note.querySelector<HTMLElement>(`[data-act="${act}"]`)?.focus({ preventScroll: true });
}
