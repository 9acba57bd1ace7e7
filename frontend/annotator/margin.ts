/**
 * Notes beside the text, each on the line of its quote. A stroke without words has its place there too, for the keyboard
 * and who listens: a button that is seen when it has the focus, and weighs nothing until then.
 */
import type { Context } from "./context";
import { make, place } from "./dom";
import type { Editor } from "./editor";
import { besides } from "./layout";
import { spokenName } from "./note";
import type { NoteActs } from "./note";
import { ThreadView } from "./thread";
import { isSpoken } from "./threads";
import type { Thread } from "./threads";

const GAP = 14;

interface Item {
  element: HTMLElement;
  /** Null for a stroke without words. */
  view: ThreadView | null;
  top: number;
  spoken: boolean;
}

/** What is being written about chosen words, and where they stand. */
export interface Fresh {
  editor: Editor;
  top: number;
}

export class Margin {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #acts: NoteActs;
  readonly #list = make("ol");
  readonly #fresh = make("div", { class: "beside fresh", hidden: true });
  readonly #items = new Map<number, Item>();
  readonly #sizes = new ResizeObserver(() => { this.#layOut(); }); // prettier-ignore
  #freshTop: number | null = null;
  #focused: Editor | null = null;
  #open: number | null = null;

  constructor(context: Context, acts: NoteActs) {
    this.#context = context;
    this.#acts = acts;
    this.element = make("section", { class: "margin", "aria-label": context.words.annotations }, this.#list, this.#fresh);
    this.#sizes.observe(this.#fresh);
  }

  /** Threads in the order of the page, all of them found in it. */
  update(threads: readonly Thread[], open: number | null, fresh: Fresh | null): void {
    this.#open = open;
    this.#drop(new Set(threads.map(({ first }) => this.#nameOf(first.annotation.id))));
    for (const [index, thread] of threads.entries()) this.#set(thread, index);
    this.#freshTop = fresh?.top ?? null;
    this.#fresh.hidden = !fresh;
    if (fresh && fresh.editor.element.parentElement !== this.#fresh) this.#fresh.replaceChildren(fresh.editor.element);
    this.#layOut();
    if (fresh && this.#focused !== fresh.editor && !this.element.hidden) {
      this.#focused = fresh.editor;
      fresh.editor.focus();
      this.#fresh.scrollIntoView({ block: "nearest" });
    }
  }

  slotOf(id: number): HTMLElement | null {
    return this.#items.get(this.#nameOf(id))?.view?.slot ?? null;
  }

  /** Give it the focus; whether it is here. */
  focus(id: number): boolean {
    const button = this.#items.get(this.#nameOf(id))?.element.querySelector("button");
    button?.focus({ preventScroll: true });
    return button != null;
  }

  close(): void {
    this.#sizes.disconnect();
  }

  #set(thread: Thread, index: number): void {
    const { id } = thread.first.annotation;
    const open = id === this.#open;
    const item = this.#items.get(this.#nameOf(id)) ?? this.#add(id);
    item.top = this.#context.spotOf(id)?.top ?? 0;
    item.spoken = open || isSpoken(thread) || item.view?.slot.hasChildNodes() === true;
    this.#fill(item, thread, open);
    if (this.#list.children[index] !== item.element) this.#list.insertBefore(item.element, this.#list.children[index] ?? null);
  }

  #fill(item: Item, thread: Thread, open: boolean): void {
    const { element } = item;
    if (item.spoken) {
      if (!item.view) element.replaceChildren((item.view = new ThreadView(this.#context, this.#acts, false)).element);
      item.view.update(thread, open);
    } else {
      if (item.view || !element.firstChild) element.replaceChildren(this.#stop(thread.first.annotation.id));
      item.view = null;
      element.firstElementChild?.setAttribute("aria-label", spokenName(thread.first, this.#context));
    }
    element.classList.toggle("bare", !item.spoken);
  }

  #stop(id: number): HTMLButtonElement {
    const press = () => { this.#acts.toggle(this.#context.conversation.now(id)); }; // prettier-ignore
    return make("button", { type: "button", class: "stroke", "aria-expanded": "false", click: press });
  }

  #add(id: number): Item {
    const { surface, conversation } = this.#context;
    const element = make("li", { class: "beside", focusin: () => { surface.point(conversation.now(id)); } }); // prettier-ignore
    const item = { element, view: null, top: 0, spoken: false };
    this.#items.set(this.#nameOf(id), item);
    this.#sizes.observe(element);
    return item;
  }

  #nameOf(id: number): number {
    return this.#context.conversation.nameOf(id);
  }

  #drop(kept: ReadonlySet<number>): void {
    for (const [id, { element }] of this.#items) {
      if (kept.has(id)) continue;
      this.#sizes.unobserve(element);
      element.remove();
      this.#items.delete(id);
    }
  }

  #layOut(): void {
    const column = this.#context.options.margin();
    if (!column) return;
    const all = [...this.#items].map(([id, { element, top, spoken }]) => ({ id, element, top, spoken }));
    if (this.#freshTop !== null) all.push({ id: 0, element: this.#fresh, top: this.#freshTop, spoken: true });
    const standing = all.filter(({ spoken }) => spoken).sort((a, b) => a.top - b.top);
    const pinned = standing.findIndex(({ id }) => id === (this.#freshTop !== null ? 0 : this.#open === null ? null : this.#nameOf(this.#open)));
    const tops = besides(standing.map(({ element, top }) => ({ top, height: element.offsetHeight })), GAP, pinned); // prettier-ignore
    for (const [index, { element }] of standing.entries()) place(element, { ...column, top: tops[index] ?? 0 });
    for (const { element, top, spoken } of all) if (!spoken) place(element, { ...column, top });
  }
}
