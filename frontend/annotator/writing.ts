/** The one place where something is being written, and what becomes of it. */
import type { Annotation } from "../client/shapes";
import { usualAudience, rememberAudience } from "./audience";
import type { Context } from "./context";
import type { Said } from "./conversation";
import { Editor } from "./editor";
import type { Asked } from "./editor";
import type { Selected } from "../surface/surface";
import { newKey } from "./wishes";
import type { SayWish, Wish } from "./wishes";
import type { Words } from "./words";

/** What it is about: chosen words, something said, or the page. */
export type About = { words: Selected } | { said: number } | "page";

export class Writing {
  readonly #context: Context;
  readonly #changed: () => void;
  readonly #sent: (id: number) => void;
  #editor: Editor | null = null;
  #about: About | null = null;

  /** `changed`: it was opened or closed; `sent`: on its way, under this id. */
  constructor(context: Context, changed: () => void, sent: (id: number) => void) {
    this.#context = context;
    this.#changed = changed;
    this.#sent = sent;
  }

  get editor(): Editor | null {
    return this.#editor;
  }

  get about(): About | null {
    return this.#about;
  }

  async noteOn(words: Selected): Promise<void> {
    const wish = await this.#blank({ selectors: words.selectors }, words.quote);
    if (wish) this.#open(wish, askedOf(wish, this.#context.words), { words });
  }

  async noteOnPage(): Promise<void> {
    const wish = await this.#blank({ selectors: [] }, "");
    if (wish) this.#open(wish, askedOf(wish, this.#context.words), "page");
  }

  async replyTo({ annotation }: Said): Promise<void> {
    // A reply is heard where what it answers is: in one library of it, one's own first choice if that is one of them.
    const usual = this.#context.options.library;
    const { audience } = annotation;
    const library = audience.includes(usual) ? usual : audience[0];
    const heard = library === undefined ? [] : [library];
    const wish = await this.#blank({ selectors: [], parent: annotation.id, audience: heard }, annotation.quote);
    if (wish) this.#open(wish, askedOf(wish, this.#context.words), { said: annotation.root ?? annotation.id });
  }

  edit({ annotation, wish }: Said): void {
    const login = this.#context.me?.person.login;
    if (!login) return;
    const { id, etag: seen, quote } = annotation;
    const anew: Wish = { kind: "change", key: newKey(), login, at: 0, unfinished: true, quote, id, change: {}, seen };
    const asked = askedOf(wish ?? anew, this.#context.words, annotation);
    this.#open(wish ?? anew, asked, { said: annotation.root ?? annotation.id });
  }

  /** Take up what was not finished. It gets a key of its own: another window may still be at it. */
  goOn(wish: Wish): void {
    const { words, wishes } = this.#context;
    const key = newKey();
    const again: Wish = wish.kind === "say" ? { ...wish, key, draft: { ...wish.draft, key } } : { ...wish, key };
    void wishes.keep(again).then(() => wishes.drop(wish.key));
    const annotation = wish.kind === "change" ? this.#context.conversation.told(wish.id) : null;
    this.#open(again, askedOf(again, words, annotation), aboutOf(wish));
  }

  /** Close it; what was written is kept. */
  leave(): void {
    this.#editor?.keep();
    this.#close();
  }

  // ---------------------------------------------------------------- how it opens and closes

  #open(wish: Wish, asked: Asked, about: About): void {
    this.#editor?.keep();
    this.#editor = new Editor(this.#context, wish, asked, {
      send: (filled) => { this.#send(filled); },
      cancel: () => { this.#close(); },
      leave: () => { this.#leftOpen(); },
    }); // prettier-ignore
    this.#about = about;
    this.#changed();
  }

  #close(): void {
    this.#editor?.element.remove();
    this.#editor = null;
    this.#about = null;
    this.#changed();
  }

  #leftOpen(): void {
    const editor = this.#editor;
    const wrote = editor !== null && !editor.isEmpty;
    this.#close();
    if (wrote) this.#context.announce(this.#context.words.kept);
  }

  #send(wish: Wish): void {
    const { sender, me, options } = this.#context;
    const audience = wish.kind === "say" && wish.draft.parent === undefined ? wish.draft.audience : null;
    if (me && audience && !options.alone) void rememberAudience(me, options.store, options.library, audience);
    this.#close();
    this.#sent(sender.send({ ...wish, at: Date.now() }));
  }

  async #blank(draft: Partial<SayWish["draft"]>, quote: string): Promise<SayWish | null> {
    const { me, color, options } = this.#context;
    if (!me?.person.login) return null;
    const key = newKey();
    const audience = draft.audience ?? (await usualAudience(me, options.store, options.library, options.alone));
    const whole = { key, selectors: [], color: color ?? me.colour, body: "", tags: [], ...draft, audience };
    return { kind: "say", key, login: me.person.login, at: Date.now(), unfinished: true, quote, draft: whole };
  }
}

function askedOf(wish: Wish, words: Words, annotation: Annotation | null = null): Asked {
  if (wish.kind === "say") {
    const { body, tags, audience, color, selectors, parent } = wish.draft;
    const label = parent !== undefined ? words.yourReply : selectors.length > 0 ? words.yourNote : words.pageNote;
    return { label, body, tags, audience: parent === undefined ? audience : null, color: selectors.length > 0 ? color : null };
  }
  const now = { body: "", tags: [], audience: [], color: null, ...annotation, ...wish.change };
  const label = { reply: words.yourReply, page_note: words.pageNote, note: words.yourNote, highlight: words.yourNote };
  const answers = annotation?.kind === "reply";
  return { ...now, label: label[annotation?.kind ?? "note"], audience: answers ? null : now.audience, color: answers ? null : now.color };
}

function aboutOf(wish: Wish): About {
  if (wish.kind === "change") return { said: wish.id };
  const { parent, selectors } = wish.draft;
  if (parent !== undefined) return { said: parent };
  if (selectors.length === 0) return "page";
  return { words: { selectors, quote: wish.quote, box: { left: 0, top: 0, right: 0, bottom: 0 }, by: "keyboard" } };
}
