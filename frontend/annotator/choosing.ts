/** Chosen words and what is done with them: by the bar, by keys, and chosen by the keyboard in the first place. */
import type { Color, LibraryName, Me } from "../client/shapes";
import { isOurs } from "../surface/ours";
import type { Selected, Step } from "../surface/surface";
import { audienceText, rememberAudience, usualAudience } from "./audience";
import { Bar, colorsFrom, KEY_OF } from "./bar";
import type { Context } from "./context";
import { copyText } from "./copying";
import { make } from "./dom";
import { passageAddress } from "./fragment";
import type { Views } from "./views";
import { newKey } from "./wishes";

const COLOR_OF = new Map(Object.entries(KEY_OF).map(([color, key]) => [key, color as Color]));

/** What an arrow does while words are chosen by the keyboard. */
const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: "next", ArrowRight: "next", ArrowUp: "previous", ArrowLeft: "previous",
  "Shift+ArrowRight": "longer", "Shift+ArrowDown": "longer", "Shift+ArrowLeft": "shorter", "Shift+ArrowUp": "shorter",
}; // prettier-ignore

export class Choosing {
  readonly elements: readonly HTMLElement[];
  readonly #context: Context;
  readonly #views: Views;
  readonly #bar: Bar;
  readonly #chooser: HTMLElement;
  #chosen: Selected | null = null;
  #audience: LibraryName[] = [];
  #known = false;

  constructor(context: Context, views: Views) {
    this.#context = context;
    this.#views = views;
    this.#bar = new Bar(context, {
      highlight: (color) => void this.#highlight(color),
      note: () => void this.#note(),
      copy: () => void this.#copy(),
      link: () => void this.#link(),
      attach: () => { this.#attach(); },
      hear: (audience) => void this.#hear(audience),
    }); // prettier-ignore
    const keydown = (event: Event) => { if (event instanceof KeyboardEvent) this.#stepBy(event); }; // prettier-ignore
    this.#chooser = make("div", { class: "hidden", role: "application", tabindex: -1, "aria-label": context.words.chooseWords, keydown });
    this.elements = [this.#chooser, this.#bar.element];
    views.chooseWords = () => { this.#begin(); }; // prettier-ignore
    views.chosenWords = () => this.#chosen;
  }

  listen(signal: AbortSignal): void {
    const { surface } = this.#context;
    surface.on("selected", (selected) => void this.#select(selected));
    surface.on("moved", (box) => { if (this.#bar.shown) this.#bar.move(box); }); // prettier-ignore
    surface.on("deselected", () => { this.#drop(); }); // prettier-ignore
    surface.on("key", (press) => { press.used = this.#key(press.key, press.told); }); // prettier-ignore
    document.addEventListener("keydown", (event) => { this.#tab(event); }, { signal }); // prettier-ignore
  }

  /** It is known now who is signed in, and what she may do with what is chosen already. */
  meet(): void {
    this.#known = true;
    if (this.#chosen) void this.#select(this.#chosen);
  }

  // ---------------------------------------------------------------- choosing

  async #select(selected: Selected): Promise<void> {
    const { me, options, words } = this.#context;
    this.#chosen = selected;
    if (me) this.#audience = await usualAudience(me, options.store, options.library, options.alone);
    if (this.#chosen === selected) this.#show(selected);
    if (selected.by === "keyboard") this.#context.announce(words.chosen(selected.quote));
  }

  #show(selected: Selected): void {
    const { me } = this.#context;
    const colors = colorsFrom(this.#context.color ?? me?.colour ?? "yellow");
    const state = me ? this.#audience : this.#known ? null : undefined;
    this.#bar.show(selected.box, { colors, audience: state, attach: this.#views.reattaching !== null });
  }

  #drop(): void {
    this.#chosen = null;
    this.#bar.hide();
  }

  #done(): void {
    this.#drop();
    this.#context.surface.deselect();
  }

  /** Somebody begins to choose by the keyboard. */
  #begin(): void {
    this.#chooser.focus({ preventScroll: true });
    this.#context.announce(this.#context.words.choosing);
    this.#context.surface.step("next");
  }

  #stepBy(event: KeyboardEvent): void {
    const step = STEPS[(event.shiftKey ? "Shift+" : "") + event.key];
    if (step) this.#context.surface.step(step);
    else if (event.key === "Enter") this.#bar.focus();
    else return;
    event.preventDefault();
  }

  /** After a selection by keys, Tab leads into the bar, wherever it stands in the page. */
  #tab(event: KeyboardEvent): void {
    if (event.key !== "Tab" || event.shiftKey || !this.#bar.shown || this.#chosen?.by !== "keyboard") return;
    if (isOurs(event) && event.composedPath()[0] !== this.#chooser) return;
    event.preventDefault();
    this.#bar.focus();
  }

  /** Whether the key stands for anything. */
  #key(key: string, told: boolean): boolean {
    if (key === "Escape") {
      if (this.#chosen) this.#done();
      else this.#views.dismiss();
      return false;
    }
    if (!this.#context.options.keys()) return false;
    if (this.#chosen && this.#bar.shown && this.#keyOnWords(key, told)) return true;
    if (key === "m") this.#begin();
    else if (key === "a") this.#views.panel.toggle();
    else return false;
    return true;
  }

  #keyOnWords(key: string, told: boolean): boolean {
    const color = COLOR_OF.get(key);
    const copies = key === "c" || key === "l";
    if (!copies && !(this.#mayWrite && (color || key === "n"))) return false;
    // security: what a foreign document says was pressed leads to the button; only a press here does what it stands for
    if (told) this.#bar.focus(key);
    else if (color) void this.#highlight(color);
    else if (key === "n") void this.#note();
    else if (key === "c") void this.#copy();
    else void this.#link();
    return true;
  }

  // ---------------------------------------------------------------- what is done with them

  /** Nobody is known to be signed out. */
  get #mayWrite(): boolean {
    return this.#context.me !== null || !this.#known;
  }

  /** The chosen words and whose act it is, once that is known; null, and told, where it cannot be. */
  async #taken(): Promise<{ chosen: Selected; me: Me; login: string } | null> {
    const chosen = this.#chosen;
    await this.#context.met;
    const { me, words } = this.#context;
    const login = me?.person.login;
    if (chosen && me && login != null) return { chosen, me, login };
    if (chosen) this.#context.notify(words.offline);
    return null;
  }

  async #highlight(color: Color): Promise<void> {
    const taken = await this.#taken();
    if (!taken) return;
    const { chosen, me, login } = taken;
    const { sender, words, options } = this.#context;
    const audience = await usualAudience(me, options.store, options.library, options.alone);
    const draft = { key: newKey(), selectors: chosen.selectors, color, body: "", tags: [], audience };
    this.#context.color = color;
    this.#done();
    sender.say(draft, login, chosen.quote);
    const heard = audienceText(draft.audience, me, words, options.language);
    this.#context.announce(`${words.by(words.kind.highlight, words.colors[color])} ${words.you}. ${words.heardBy(heard)}.`);
  }

  async #note(): Promise<void> {
    const taken = await this.#taken();
    if (!taken) return;
    this.#done();
    await this.#views.writing.noteOn(taken.chosen);
  }

  #attach(): void {
    const chosen = this.#chosen;
    if (!chosen) return;
    this.#done();
    this.#views.attach(chosen.selectors);
  }

  async #hear(audience: LibraryName[]): Promise<void> {
    const { me, options } = this.#context;
    this.#audience = audience;
    if (me) await rememberAudience(me, options.store, options.library, audience);
  }

  async #copy(): Promise<void> {
    const { words } = this.#context;
    if (this.#chosen) this.#copied(await copyText(this.#chosen.quote, this.#bar.element), words.quoteCopied);
  }

  async #link(): Promise<void> {
    const { words, options } = this.#context;
    if (!this.#chosen) return;
    const address = passageAddress(options.address || location.href, this.#chosen.selectors);
    if (address) this.#copied(await copyText(address, this.#bar.element), words.linkCopied);
  }

  #copied(copied: boolean, sentence: string): void {
    this.#done();
    this.#context.notify(copied ? sentence : this.#context.words.notCopied);
  }
}
