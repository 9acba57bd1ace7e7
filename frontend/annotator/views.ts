/** Where everything shows: painted in the text, beside it or over it, in the panel, by the scroll bar. */
import type { Selector } from "../client/shapes";
import type { Box, Mark, Selected, Spot } from "../surface/surface";
import { noteActs } from "./acts";
import { Card } from "./card";
import type { Context } from "./context";
import { Margin } from "./margin";
import type { Fresh } from "./margin";
import type { NoteActs } from "./note";
import { Panel } from "./panel";
import { Rail } from "./rail";
import { shownOf } from "./shown";
import type { Shown } from "./shown";
import { Stops } from "./stops";
import { ThreadView } from "./thread";
import type { Filter, Thread } from "./threads";
import type { Wish } from "./wishes";
import { Writing } from "./writing";

/** The mark of the words about which a note is being written. */
const DRAFT = Number.MIN_SAFE_INTEGER;

export class Views {
  readonly writing: Writing;
  readonly panel: Panel;
  /** Given by whoever knows which words are chosen. */
  chooseWords: () => void = () => undefined;
  chosenWords: () => Selected | null = () => null;
  /** What waits to be attached to other words. */
  reattaching: number | null = null;

  readonly #context: Context;
  readonly #acts: NoteActs;
  readonly #margin: Margin;
  readonly #stops: Stops;
  readonly #rail: Rail;
  readonly #card: Card;
  #cardView: ThreadView;
  #spots = new Map<number, Spot | null>();
  #shown: Shown = { marks: [], placed: [], pageNotes: [], orphans: [], notSent: [] };
  #filter: Filter = { show: "all" };
  #painted = "";
  #open: number | null = null;
  #wanted: number | null = null;
  #asked = false;
  /** What gets the focus as soon as it is on the screen: what was just said. */
  #next: number | null = null;

  constructor(context: Context) {
    this.#context = context;
    const open = (id: number) => { this.open(id, null, true); }; // prettier-ignore
    this.writing = new Writing(context, () => { this.update(); }, (id) => { this.#sent(id); }); // prettier-ignore
    this.#acts = noteActs(context, this);
    this.#margin = new Margin(context, this.#acts);
    this.#stops = new Stops(context, open);
    this.#rail = new Rail(context, (id) => { this.reveal(id); }); // prettier-ignore
    this.#card = new Card(context.words, () => { this.#cardClosed(); }); // prettier-ignore
    this.#cardView = new ThreadView(context, this.#acts, false);
    this.panel = new Panel(context, this.#acts, {
      filter: (filter) => { this.#filter = filter; this.update(); },
      addPageNote: () => void this.writing.noteOnPage(),
      chooseWords: () => { this.panel.hide(); this.chooseWords(); },
      reattach: (thread) => { this.#reattach(thread); },
      changed: () => { this.#update(); },
    }); // prettier-ignore
    this.#listen();
  }

  get elements(): HTMLElement[] {
    return [this.#margin.element, this.#stops.element, this.#card.element, this.#rail.element, this.panel.opener, this.panel.element];
  }

  spotOf(id: number): Spot | null | undefined {
    return this.#spots.get(id);
  }

  /** Bring everything up to date, once, however often it is asked for. */
  update(): void {
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      if (this.#asked) this.#update();
    });
  }

  /** Show one's thread: beside the text, in the panel if that is open, or over the page near a box of the window. */
  open(id: number, near: Box | null, focus: boolean): void {
    if (this.writing.editor && this.#editing() !== id) this.writing.leave();
    this.#open = id;
    // The panel lists what may stand far away: who opens it there sees where it stands.
    if (this.panel.shown && this.#spots.get(id)) this.#context.surface.reveal(id);
    else this.#context.surface.point(id);
    this.#update();
    const thread = this.#find(id);
    if (!thread) return;
    if (this.#inCard(id)) this.#showCard(near, focus);
    else if (focus && !this.panel.shown) this.#margin.focus(id);
  }

  toggle(id: number): void {
    if (this.#open === id) this.dismiss();
    else this.open(id, null, true);
  }

  /** Close what is open. What is being written is kept. */
  dismiss(): void {
    if (this.writing.editor) this.writing.leave();
    this.#card.hide(true);
    this.#open = null;
    this.#context.surface.point(null);
    this.update();
  }

  reveal(id: number): void {
    this.#wanted = id;
    this.update();
  }

  /** What was not finished at a former visit. */
  offer(wish: Wish): void {
    const { words, wishes } = this.#context;
    const body = wish.kind === "say" ? wish.draft.body : (wish.change.body ?? "");
    const start = body.length > 60 ? `${body.slice(0, 59)}…` : body;
    this.#context.notify(words.unfinished(start), [
      { text: words.goOn, press: () => { this.writing.goOn(wish); } },
      { text: words.discard, press: () => void wishes.drop(wish.key) },
    ]); // prettier-ignore
  }

  /** Attach what waits for it to these words. */
  attach(selectors: Selector[]): void {
    const said = this.reattaching === null ? null : this.#context.conversation.find(this.reattaching);
    const login = this.#context.me?.person.login;
    this.reattaching = null;
    if (!said || !login) return;
    this.#context.sender.change(said.annotation, { selectors }, login);
    this.#context.notify(this.#context.words.reattached);
  }

  close(): void {
    this.writing.leave();
    this.#margin.close();
  }

  // ---------------------------------------------------------------- bringing up to date

  #listen(): void {
    const { surface } = this.#context;
    surface.on("anchored", (anchored) => {
      const now = new Map(anchored.map(({ id, spot }) => [id, spot]));
      // What is still being looked for stands where it stood: it must not leave the screen, and the focus with it.
      for (const [id, stood] of this.#spots) if (stood && id !== DRAFT && !now.has(id)) now.set(id, stood);
      this.#spots = now;
      this.update();
    });
    surface.on("pressed", ({ ids, box }) => { this.#press(ids, box); }); // prettier-ignore
  }

  #update(): void {
    this.#asked = false;
    const { conversation, me } = this.#context;
    if (this.#open !== null) this.#open = conversation.now(this.#open);
    this.#carrySpots();
    this.#shown = shownOf(conversation.all(), this.#filter, this.#spots);
    this.#paint();
    const beside = this.#context.options.margin() !== null;
    // What the panel lists is not listed twice.
    this.#margin.element.hidden = !beside || this.panel.shown;
    this.#stops.element.hidden = beside || this.panel.shown;
    if (beside) this.#margin.update(this.#shown.placed, this.#open, this.#fresh());
    else this.#stops.update(this.#shown.placed, this.#open);
    this.#rail.update(this.#shown.placed);
    this.panel.update(this.#shown, this.#open, me !== null);
    this.#placeEditor(beside);
    this.#updateCard();
    this.#lead();
    this.#focusNext(beside);
  }

  /** What gets its own id from the server stands where it stood, until it has been looked for under that id: so it stays on the screen. */
  #carrySpots(): void {
    const { conversation } = this.#context;
    for (const { annotation } of conversation.all()) {
      const stood = this.#spots.get(conversation.nameOf(annotation.id));
      if (stood && !this.#spots.has(annotation.id)) this.#spots.set(annotation.id, stood);
    }
  }

  #paint(): void {
    const { about } = this.writing;
    const draft: Mark[] = typeof about === "object" && about !== null && "words" in about
      ? [{ id: DRAFT, selectors: about.words.selectors, look: "draft", mine: true }]
      : []; // prettier-ignore
    const marks = [...this.#shown.marks, ...draft];
    const now = JSON.stringify(marks);
    if (now === this.#painted) return;
    this.#painted = now;
    this.#context.surface.paint(marks);
  }

  /** The editor of a note on chosen words, if it stands in the margin. */
  #fresh(): Fresh | null {
    const { about, editor } = this.writing;
    if (!editor || about === null || about === "page" || !("words" in about)) return null;
    return { editor, top: this.#spots.get(DRAFT)?.top ?? about.words.box.top + scrollY };
  }

  #placeEditor(beside: boolean): void {
    const { about, editor } = this.writing;
    if (!editor || about === null) return;
    if (about === "page") {
      if (!this.panel.shown) this.panel.show();
      put(editor.element, this.panel.slot, editor);
    } else if ("said" in about) {
      const panel = this.panel.shown ? this.panel.slotOf(about.said) : null;
      const slot = panel ?? (beside ? this.#margin.slotOf(about.said) : null) ?? this.#cardView.slot;
      put(editor.element, slot, editor);
      if (slot === this.#cardView.slot && !this.#card.shown) this.#showCard(null, false);
    } else if (this.panel.shown) {
      this.panel.hide();
    } else if (!beside && !this.#card.element.contains(editor.element)) {
      this.#card.show(editor.element, this.#context.words.yourNote, about.words.box, false);
      editor.focus();
    }
  }

  #editing(): number | null {
    const { about } = this.writing;
    return about !== null && about !== "page" && "said" in about ? about.said : null;
  }

  #find(id: number): Thread | null {
    const { placed, pageNotes, orphans } = this.#shown;
    return [...placed, ...pageNotes, ...orphans].find((thread) => holds(thread, id)) ?? null;
  }

  // ---------------------------------------------------------------- the card

  #inCard(id: number): boolean {
    return !this.panel.shown && (this.#context.options.margin() === null || this.#margin.slotOf(id) === null);
  }

  #showCard(near: Box | null, focus: boolean): void {
    this.#card.show(this.#cardView.element, this.#context.words.annotations, near, focus);
  }

  #updateCard(): void {
    const thread = this.#open === null ? null : this.#find(this.#open);
    if (thread) this.#cardView.update(thread, true);
    else if (this.#card.shown && !this.writing.editor) this.#card.hide(true);
  }

  #cardClosed(): void {
    this.#open = null;
    this.#context.surface.point(null);
    if (this.writing.editor) this.writing.leave();
    this.update();
  }

  // ---------------------------------------------------------------- what the reader does

  #press(ids: readonly number[], box: Box): void {
    const known = ids.filter((id) => this.#find(id));
    const here = this.#open === null ? -1 : known.indexOf(this.#open);
    const next = known[(here + 1) % Math.max(1, known.length)];
    if (next !== undefined) this.open(next, box, false);
    else if (this.#open !== null && !this.writing.editor) this.dismiss();
  }

  #sent(id: number): void {
    const root = this.#context.conversation.find(id)?.annotation.root ?? id;
    this.#card.hide(false);
    if (!this.panel.shown) this.#next = root;
    this.update();
  }

  #reattach({ first }: Thread): void {
    const { words } = this.#context;
    this.reattaching = first.annotation.id;
    const chosen = this.chosenWords();
    if (chosen) {
      this.#context.surface.deselect();
      this.attach(chosen.selectors);
      return;
    }
    this.panel.hide();
    this.#context.notify(words.reattachHelp, [{ text: words.cancel, press: () => { this.reattaching = null; } }]); // prettier-ignore
  }

  #focusNext(beside: boolean): void {
    if (this.#next === null) return;
    const id = this.#context.conversation.now(this.#next);
    // Where it stands may be known before it stands there: then it is for the next time.
    if (beside ? this.#margin.focus(id) : this.#stops.focus(id)) this.#next = null;
  }

  /** To what a link or a press led, as soon as it is known where that is. */
  #lead(): void {
    if (this.#wanted === null) return;
    const thread = this.#find(this.#context.conversation.now(this.#wanted));
    if (!thread) return;
    this.#wanted = null;
    const { id } = thread.first.annotation;
    if (this.#spots.get(id)) {
      this.#context.surface.reveal(id);
      this.open(id, null, false);
    } else {
      this.panel.show();
      this.open(id, null, false);
      this.panel.lead(id);
    }
  }
}

function holds({ first, replies }: Thread, id: number): boolean {
  return first.annotation.id === id || replies.some(({ annotation }) => annotation.id === id);
}

function put(element: HTMLElement, slot: HTMLElement, editor: { focus(): void }): void {
  if (element.parentElement === slot) return;
  slot.append(element);
  editor.focus();
}
