/** Everything that is said of the page, in its order: with what is about no passage of it, and what was not found. */
import type { Me } from "../client/shapes";
import { hearers } from "./audience";
import type { Context } from "./context";
import type { Said } from "./conversation";
import { button, make } from "./dom";
import { noteView } from "./note";
import type { NoteActs } from "./note";
import { ThreadView } from "./thread";
import type { Filter, Thread } from "./threads";

export interface PanelActs {
  filter(filter: Filter): void;
  addPageNote(): void;
  chooseWords(): void;
  reattach(thread: Thread): void;
  /** It was opened or closed. */
  changed(): void;
}

/** What it lists. */
export interface Listed {
  placed: readonly Thread[];
  pageNotes: readonly Thread[];
  orphans: readonly Thread[];
  /** What the server does not have: to be seen without looking for it. */
  notSent: readonly Said[];
}

export class Panel {
  readonly element: HTMLElement;
  /** Where a note on the page is written. */
  readonly slot = make("div", { class: "slot" });
  readonly opener: HTMLButtonElement;
  readonly #context: Context;
  readonly #notes: NoteActs;
  readonly #acts: PanelActs;
  readonly #views = new Map<number, ThreadView>();
  readonly #filters = make("div");
  readonly #parts = { notSent: make("div"), pageNotes: make("div"), placed: make("div"), orphans: make("div") };
  #filter: Filter = { show: "all" };
  #listed = "";

  constructor(context: Context, notes: NoteActs, acts: PanelActs) {
    this.#context = context;
    this.#notes = notes;
    this.#acts = acts;
    const { words } = context;
    this.opener = button("", () => { this.toggle(); }, { class: "opener", "aria-expanded": "false", "aria-controls": "panel", "aria-keyshortcuts": "a" }); // prettier-ignore
    const close = button(words.close, () => { this.hide(); }, { class: "plain close" }); // prettier-ignore
    const keydown = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Escape") return;
      event.stopPropagation();
      this.hide();
    };
    this.element = make(
      "aside", { class: "panel", id: "panel", "aria-labelledby": "panel-heading", hidden: true, tabindex: -1, keydown },
      make("div", { class: "over" }, make("h2", { id: "panel-heading" }, words.annotations), close),
      this.#filters, this.#parts.notSent, this.#parts.pageNotes, this.#parts.placed, this.#parts.orphans, this.#help(),
    ); // prettier-ignore
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  toggle(): void {
    if (this.shown) this.hide();
    else this.show();
  }

  show(): void {
    this.element.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.#acts.changed();
    this.element.focus({ preventScroll: true });
  }

  hide(): void {
    if (!this.shown) return;
    this.element.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.focus({ preventScroll: true });
    this.#acts.changed();
  }

  /** Bring one into sight. */
  lead(id: number): void {
    const view = this.#views.get(this.#nameOf(id))?.element;
    view?.scrollIntoView({ block: "nearest" });
    view?.focus({ preventScroll: true });
  }

  slotOf(id: number): HTMLElement | null {
    return this.#views.get(this.#nameOf(id))?.slot ?? null;
  }

  update(listed: Listed, open: number | null, signedIn: boolean): void {
    const { words } = this.#context;
    const count = listed.placed.length + listed.pageNotes.length + listed.orphans.length;
    const waiting = listed.notSent.length > 0 ? words.notSentCount(listed.notSent.length) : "";
    this.opener.textContent = (count > 0 ? words.annotationsCount(count) : words.annotations) + waiting;
    if (!this.shown) return;
    this.#showFilters();
    const all = [...listed.pageNotes, ...listed.placed, ...listed.orphans];
    const ids = new Set(all.map(({ first }) => this.#nameOf(first.annotation.id)));
    for (const id of this.#views.keys()) if (!ids.has(id)) this.#views.delete(id);
    for (const thread of all) this.#view(thread).update(thread, open === thread.first.annotation.id);
    this.#showNotSent(listed.notSent);
    const parts = [listed.pageNotes, listed.placed, listed.orphans];
    const order = JSON.stringify([signedIn, parts.map((part) => part.map(({ first }) => this.#nameOf(first.annotation.id)))]);
    if (order === this.#listed) return;
    this.#listed = order;
    this.#showParts(listed, signedIn);
  }

  // ---------------------------------------------------------------- its parts

  #nameOf(id: number): number {
    return this.#context.conversation.nameOf(id);
  }

  #view(thread: Thread): ThreadView {
    const id = this.#nameOf(thread.first.annotation.id);
    const known = this.#views.get(id);
    if (known) return known;
    const view = new ThreadView(this.#context, this.#notes, true);
    this.#views.set(id, view);
    return view;
  }

  #showParts({ pageNotes, placed, orphans }: Listed, signedIn: boolean): void {
    const { words } = this.#context;
    const add = button(words.addPageNote, () => { this.#acts.addPageNote(); }, { class: "plain" }); // prettier-ignore
    this.#parts.pageNotes.replaceChildren(
      ...(signedIn || pageNotes.length > 0 ? [make("h3", {}, words.pageNotes)] : []),
      this.#list(pageNotes),
      ...(signedIn ? [make("p", {}, add), this.slot] : []),
    );
    const nothing = pageNotes.length + placed.length + orphans.length === 0;
    const none = nothing && this.#filter.show === "all" ? [make("p", { class: "grey" }, words.empty)] : [];
    const heading = placed.length > 0 ? [make("h3", {}, words.inPageOrder)] : [];
    this.#parts.placed.replaceChildren(...heading, ...none, this.#list(placed));
    this.#parts.orphans.replaceChildren(...(orphans.length > 0 ? this.#orphans(orphans) : []));
  }

  #list(threads: readonly Thread[]): HTMLElement {
    return make("ol", {}, ...threads.map((thread) => make("li", {}, this.#view(thread).element)));
  }

  #orphans(orphans: readonly Thread[]): HTMLElement[] {
    const { words, options } = this.#context;
    const items = orphans.map((thread) => {
      const { annotation } = thread.first;
      const stood = options.stood(annotation);
      const link = stood === null ? false : make("a", { href: stood }, words.stood);
      const attach = annotation.can.includes("edit") && button(words.reattach, () => { this.#acts.reattach(thread); }, { class: "plain", "data-keep": true, pointerdown: (event) => { event.preventDefault(); } }); // prettier-ignore
      return make("li", {}, this.#view(thread).element, make("p", { class: "actions" }, link, " ", attach));
    });
    return [make("h3", {}, words.orphans), make("p", { class: "grey" }, words.orphansHelp), make("ol", {}, ...items)];
  }

  #showNotSent(all: readonly Said[]): void {
    const { words } = this.#context;
    const views = all.map((said) => noteView(said, this.#context, this.#notes, { open: false, answering: "", quoted: true }));
    const heading = all.length > 0 ? [make("h3", {}, words.notSent)] : [];
    this.#parts.notSent.replaceChildren(...heading, ...views);
  }

  #showFilters(): void {
    const { words, me } = this.#context;
    const asker = me?.person.login ?? "";
    if (this.#filters.hasChildNodes() && this.#filters.dataset["asker"] === asker) return;
    this.#filters.dataset["asker"] = asker;
    const choices: [string, Filter][] = [[words.all, { show: "all" }]];
    if (me) choices.push([words.mine, { show: "mine" }], ...this.#libraries(me));
    choices.push([words.none, { show: "none" }]);
    const labels = choices.map(([text, filter], index) => {
      const change = () => {
        this.#filter = filter;
        this.#acts.filter(filter);
      };
      return make("label", {}, make("input", { type: "radio", name: "show", checked: index === 0, change }), text);
    });
    this.#filters.replaceChildren(make("fieldset", { class: "choices row" }, make("legend", {}, words.show), ...labels));
  }

  #libraries(me: Me): [string, Filter][] {
    const { words } = this.#context;
    return hearers(me, words).map(({ library, word }) => [word.replace(/,.*$/, ""), { show: "library", library }]);
  }

  #help(): HTMLElement {
    const { words } = this.#context;
    const rows = words.keys.map(([key, what]) => {
      const keys = key.split(" ").flatMap((one) => [make("kbd", {}, one), " "]);
      return make("div", {}, make("dt", {}, ...keys), make("dd", {}, what));
    });
    const choose = button(words.chooseWords, () => { this.#acts.chooseWords(); }, { class: "plain" }); // prettier-ignore
    const { keys, switchKeys } = this.#context.options;
    const box = make("input", { type: "checkbox", checked: keys(), change: () => switchKeys?.(box.checked) });
    const sheet = [make("p", {}, choose), make("dl", {}, ...rows), switchKeys && make("label", {}, box, words.keysOn)];
    return make("details", { class: "keys" }, make("summary", {}, words.keyboard), ...sheet);
  }
}
