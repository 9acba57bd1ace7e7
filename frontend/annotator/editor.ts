/**
 * Where one writes: a note, a reply, a note on the page, or one's words again. What is typed lies in the store from the
 * first letter on, and stays there until it is sent or given up.
 */
import type { Color } from "../client/shapes";
import { COLORS } from "../highlights/pens";
import { AudienceField } from "./audience";
import type { Context } from "./context";
import { button, make } from "./dom";
import { written } from "./markup";
import type { Wish } from "./wishes";

export interface EditorActs {
  /** Send it: the wish with everything that was written. */
  send(wish: Wish): void;
  /** Give it up. */
  cancel(): void;
  /** Close it; what was written is kept. */
  leave(): void;
}

/** What is asked for, and what already stands in the fields. */
export interface Asked {
  label: string;
  /** Null: it goes where what it answers is heard. */
  audience: readonly string[] | null;
  color: Color | null;
  tags: readonly string[];
  body: string;
}

/** Milliseconds after the last letter. */
const REST = 300;

let made = 0;

export class Editor {
  readonly element: HTMLFormElement;
  readonly #context: Context;
  readonly #wish: Wish;
  readonly #acts: EditorActs;
  readonly #text: HTMLTextAreaElement;
  readonly #tags: HTMLInputElement;
  readonly #shown: HTMLElement;
  readonly #show: HTMLButtonElement;
  readonly #id = ++made;
  #audience: AudienceField | null = null;
  #heardAnew = false;
  #color: Color | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context, wish: Wish, asked: Asked, acts: EditorActs) {
    this.#context = context;
    this.#wish = wish;
    this.#acts = acts;
    const { words } = context;
    this.#color = asked.color;
    this.#text = make("textarea", { id: this.#name("text"), rows: 4, dir: "auto", "aria-describedby": this.#name("help") });
    this.#text.value = asked.body;
    this.#tags = make("input", { type: "text", id: this.#name("tags"), autocomplete: "off" });
    this.#tags.value = asked.tags.join(", ");
    this.#shown = make("div", { class: "preview written", hidden: true, role: "region", "aria-label": words.preview, dir: "auto" });
    this.#show = button(words.preview, () => void this.#preview(), { class: "plain", "aria-pressed": "false" });
    const keydown = (event: Event) => { this.#key(event); }; // prettier-ignore
    const input = () => { this.#soon(); }; // prettier-ignore
    this.element = make("form", { class: "editor", "aria-label": asked.label, keydown, input, change: input }, ...this.#fields(asked));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  get key(): string {
    return this.#wish.key;
  }

  get isEmpty(): boolean {
    return this.#text.value.trim() === "";
  }

  focus(): void {
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
  }

  /** Keep what is written now, before it closes. */
  keep(): void {
    clearTimeout(this.#timer);
    if (!this.isEmpty) void this.#context.wishes.keep({ ...this.#filled(), unfinished: true });
  }

  // ---------------------------------------------------------------- its fields

  #fields(asked: Asked): Node[] {
    const { words, me } = this.#context;
    const text = make(
      "div", { class: "field" },
      make("div", { class: "over" }, make("label", { for: this.#name("text") }, asked.label), this.#show),
      this.#text, this.#shown,
      make("p", { class: "help", id: this.#name("help") }, words.markdown),
    ); // prettier-ignore
    const fields: Node[] = [text];
    if (asked.audience && me) {
      this.#audience = new AudienceField(me, asked.audience, words, () => {
        this.#heardAnew = true;
        this.#soon();
      });
      fields.push(this.#audience.element);
    }
    fields.push(this.#tagField());
    if (asked.color) fields.push(this.#colors(asked.color));
    const send = make("button", { type: "submit" }, asked.audience ? words.save : words.reply);
    const cancel = button(words.cancel, () => { this.#cancel(); }, { class: "plain" }); // prettier-ignore
    fields.push(make("p", { class: "do" }, send, cancel));
    return fields;
  }

  #colors(chosen: Color): HTMLElement {
    const { words } = this.#context;
    const choices = COLORS.map((color) => {
      const change = () => { this.#color = color; }; // prettier-ignore
      const radio = make("input", { type: "radio", name: this.#name("color"), value: color, checked: color === chosen, change });
      return make("label", { class: `choice ${color}`, title: words.colors[color] }, radio, make("span", { class: "hidden" }, words.colors[color]));
    });
    return make("fieldset", { class: "pens" }, make("legend", {}, words.color), ...choices);
  }

  #tagField(): HTMLElement {
    const { words } = this.#context;
    const offered = make("p", { class: "offers" }, ...this.#recommended().map((tag) => this.#offer(tag)));
    return make(
      "div", { class: "field" },
      make("label", { for: this.#name("tags") }, words.tags), this.#tags, offered,
    ); // prettier-ignore
  }

  #recommended(): string[] {
    const { me, options } = this.#context;
    return me?.libraries.find(({ id }) => id === options.library)?.recommended.slice(0, 12) ?? [];
  }

  #offer(tag: string): HTMLButtonElement {
    const add = () => {
      const tags = tagsOf(this.#tags.value);
      if (!tags.includes(tag)) this.#tags.value = [...tags, tag].join(", ");
      this.#soon();
    };
    return button(`+ ${tag}`, add, { class: "plain offer" });
  }

  #name(part: string): string {
    return `${part}-${String(this.#id)}`;
  }

  // ---------------------------------------------------------------- what is done with it

  #key(event: Event): void {
    if (!(event instanceof KeyboardEvent)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.keep();
      this.#acts.leave();
    }
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.keep(); }, REST); // prettier-ignore
  }

  #send(): void {
    clearTimeout(this.#timer);
    const wish = this.#wish;
    if (this.isEmpty && wish.kind === "say" && wish.draft.selectors.length === 0) {
      this.#text.focus();
      return;
    }
    this.#acts.send({ ...this.#filled(), unfinished: false });
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    void this.#context.wishes.drop(this.#wish.key);
    this.#acts.cancel();
  }

  #filled(): Wish {
    // Who hears what is already said is only touched if it was: it may be heard where its author may no longer speak.
    const heard = this.#audience && (this.#wish.kind === "say" || this.#heardAnew) ? { audience: this.#audience.value } : {};
    const said = {
      body: this.#text.value,
      tags: tagsOf(this.#tags.value),
      ...heard,
      ...(this.#color ? { color: this.#color } : {}),
    };
    const wish = this.#wish;
    if (wish.kind === "say") return { ...wish, draft: { ...wish.draft, ...said } };
    return { ...wish, change: { ...wish.change, ...said } };
  }

  async #preview(): Promise<void> {
    const showing = this.#shown.hidden;
    this.#show.setAttribute("aria-pressed", String(showing));
    this.#text.hidden = showing;
    this.#shown.hidden = !showing;
    const { words, host } = this.#context;
    if (!showing) {
      this.#text.focus();
      return;
    }
    if (this.isEmpty) {
      this.#shown.replaceChildren(words.nothingYet);
      return;
    }
    const result = await host.preview(this.#text.value);
    if (result.ok) this.#shown.replaceChildren(written(result.value));
    else this.#shown.replaceChildren(make("p", { class: "grey" }, result.problem.sentence));
  }
}

export function tagsOf(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()).filter((tag) => tag !== ""))]; // prettier-ignore
}
