/** The small bar over chosen words. It never takes the focus from them by itself. */
import { COLORS } from "../highlights/pens";
import type { Color } from "../highlights/pens";
import type { Box } from "../surface/surface";
import { AudienceField, audienceText } from "./audience";
import type { Context } from "./context";
import { button, make, place } from "./dom";

export interface BarActs {
  highlight: (color: Color) => void;
  note: () => void;
  copy: () => void;
  link: () => void;
  /** Attach to these words what has lost its own. */
  attach: () => void;
  /** The words may be heard by these from now on. */
  hear: (audience: string[]) => void;
}

/** What the bar offers this time. */
export interface BarState {
  /** The last used first. */
  colors: readonly Color[];
  /** Null where nobody is signed in: then one can only copy. Undefined while that is not known. */
  audience: readonly string[] | null | undefined;
  /** Something waits to be attached to these words. */
  attach: boolean;
}

/** The key of each colour: the same whatever was used last. */
export const KEY_OF: Readonly<Record<Color, string>> = { yellow: "1", blue: "2", green: "3", pink: "4" };

export function colorsFrom(last: Color): Color[] {
  return [last, ...COLORS.filter((color) => color !== last)];
}

const GAP = 8;

export class Bar {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #acts: BarActs;
  #box: Box | null = null;

  constructor(context: Context, acts: BarActs) {
    this.#context = context;
    this.#acts = acts;
    this.element = make("div", { class: "bar", hidden: true, pointerdown: keepSelection, mousedown: keepSelection, keydown: rove });
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  show(box: Box, state: BarState): void {
    this.element.replaceChildren(...this.#content(state));
    this.element.hidden = false;
    this.move(box);
  }

  /** Above the words, or below them where there is no room; on a phone CSS sets it at the foot of the screen. */
  move(box: Box): void {
    this.#box = box;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const room = document.documentElement.clientWidth;
    const above = box.top - height - GAP;
    const top = above >= 0 ? above : Math.min(box.bottom + GAP, innerHeight - height);
    place(this.element, { top: Math.max(0, top), left: Math.max(GAP, Math.min(box.left, room - width - GAP)) });
  }

  hide(): void {
    this.element.hidden = true;
    this.#box = null;
  }

  /** Lead the keyboard into it; to the button of a key, if one was pressed. */
  focus(key?: string): void {
    const wanted = key === undefined ? null : this.element.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(key)}"]`);
    (wanted ?? this.element.querySelector<HTMLElement>("button"))?.focus();
  }

  #content({ colors, audience, attach }: BarState): Node[] {
    const { words } = this.#context;
    const tools = make("div", { role: "toolbar", "aria-label": words.bar, class: "tools" });
    if (attach) tools.append(button(words.reattach, this.#acts.attach));
    if (audience !== null) {
      tools.append(...colors.map((color, index) => this.#ink(color, index === 0)));
      tools.append(this.#tool(words.note, "n", this.#acts.note));
    }
    tools.append(this.#tool(words.copy, "c", this.#acts.copy), this.#tool(words.link, "l", this.#acts.link));
    for (const [index, tool] of [...tools.children].entries()) if (index > 0) tool.setAttribute("tabindex", "-1");
    if (audience === undefined) return [tools];
    if (audience) return [tools, this.#hearers(audience)];
    const { signIn } = this.#context.options;
    return signIn ? [tools, make("p", { class: "heard" }, make("a", { href: signIn }, words.signIn))] : [tools];
  }

  #ink(color: Color, first: boolean): HTMLButtonElement {
    const { words } = this.#context;
    const key = KEY_OF[color];
    return button(key, () => { this.#acts.highlight(color); }, {
      class: `ink ${color}`, "aria-label": words.highlightIn(words.colors[color], key), "aria-pressed": first ? "true" : "false",
      "aria-keyshortcuts": key,
    }); // prettier-ignore
  }

  #tool(text: string, key: string, press: () => void): HTMLButtonElement {
    const tool = button(text, press, { "aria-keyshortcuts": key });
    tool.append(make("kbd", { "aria-hidden": "true" }, key));
    return tool;
  }

  #hearers(audience: readonly string[]): HTMLElement {
    const { words, options, me } = this.#context;
    const line = make("p", { class: "heard" }, words.heardBy(audienceText(audience, me, words, options.language)), " ");
    const change = button(words.changeAudience, () => {
      if (!me) return;
      const field = new AudienceField(me, audience, words, this.#acts.hear);
      line.replaceWith(field.element);
      if (this.#box) this.move(this.#box);
      field.element.querySelector<HTMLElement>("input:checked")?.focus();
    }, { class: "plain" }); // prettier-ignore
    line.append(change);
    return line;
  }
}

/** A press on the bar leaves the words chosen. */
function keepSelection(event: Event): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}

/** Arrows go from tool to tool, as in every toolbar. */
function rove(event: Event): void {
  if (!(event instanceof KeyboardEvent)) return;
  const tools = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>("[role=toolbar] > button")];
  const here = tools.indexOf(event.target as HTMLElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (here < 0 || step === undefined) return;
  tools[(here + step + tools.length) % tools.length]?.focus();
  event.preventDefault();
}
