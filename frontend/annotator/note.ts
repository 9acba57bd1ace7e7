/** One thing that was said, as it is set: who, when and for whom; the words; what may be done with it. */
import { COLORS } from "../highlights/pens";
import type { Color } from "../highlights/pens";
import { audienceText } from "./audience";
import type { Context } from "./context";
import type { Said } from "./conversation";
import { button, make } from "./dom";
import { passageAddress } from "./fragment";
import { written } from "./markup";
import { exactly, shortly } from "./time";

export interface NoteActs {
  toggle: (id: number) => void;
  reply: (said: Said) => void;
  edit: (said: Said) => void;
  recolor: (said: Said, color: Color) => void;
  remove: (said: Said) => void;
  copyLink: (said: Said) => void;
  retry: () => void;
  discard: (said: Said) => void;
  /** The conflict: save what I wrote over what is there now. */
  insist: (said: Said) => void;
  signIn: string;
}

export interface NoteLook {
  /** What may be done with it is shown. */
  open: boolean;
  /** Who it answers, if not the one above. */
  answering: string;
  /** The words it quotes stand above it; beside the text they need not. */
  quoted: boolean;
}

export function noteView(said: Said, context: Context, acts: NoteActs, look: NoteLook): HTMLElement {
  const { annotation } = said;
  const { words } = context;
  const parts: (Node | false)[] = [look.quoted && annotation.quote !== "" && quoteView(said)];
  if (annotation.withdrawn) parts.push(make("p", { class: "grey" }, words.withdrawn));
  else {
    parts.push(whoView(said, context, acts, look), bodyView(said), tagsView(said));
    parts.push(fateView(said, context, acts), look.open && actionsView(said, context, acts));
  }
  const color = annotation.color ?? "";
  return make("div", { class: `note ${color}`, "data-id": annotation.id }, ...parts);
}

/** How somebody is called here: oneself “you”. */
export function nameOf({ annotation: { mine, author } }: Said, context: Context): string {
  if (mine) return context.words.you;
  return author.name === "" ? (author.login ?? "?") : author.name;
}

/** All of it in one sentence, for a list of marks. */
export function spokenName(said: Said, context: Context): string {
  const { quote, body } = said.annotation;
  return `${spokenKind(said, context)} ${nameOf(said, context)}${spokenText(quote || body, context)}`;
}

function spokenKind({ annotation: { kind, color } }: Said, { words }: Context): string {
  return words.by(words.kind[kind], color ? words.colors[color] : null);
}

function spokenText(text: string, { words }: Context): string {
  if (text === "") return "";
  return words.colon + (text.length > 120 ? `${text.slice(0, 119)}…` : text);
}

function quoteView({ annotation }: Said): HTMLElement {
  return make("blockquote", { class: "quote", dir: "auto", lang: "" }, annotation.quote);
}

function whoView(said: Said, context: Context, acts: NoteActs, look: NoteLook): HTMLElement {
  const { annotation } = said;
  const { words, options, me } = context;
  const { language } = options;
  const name = make("b", {}, make("bdi", {}, nameOf(said, context)));
  const facts: string[] = look.answering ? [words.answering(look.answering)] : [];
  if (annotation.created_known) facts.push(shortly(language, annotation.created, new Date()));
  if (annotation.updated > annotation.created && said.fate === "saved" && wasEdited(said)) facts.push(words.edited);
  if (annotation.kind !== "reply" && (annotation.mine || annotation.only_me)) facts.push(audienceText(annotation.audience, me, words, language));
  if (context.spotOf(annotation.id)?.approximate) facts.push(words.approximate);
  const moment = annotation.created_known ? exactly(language, annotation.created) : null;
  const text = make("span", { title: moment }, `, ${facts.join(", ")}`);
  if (annotation.kind === "reply") return make("p", { class: "who" }, name, facts.length > 0 && text);
  const press = () => { acts.toggle(annotation.id); }; // prettier-ignore
  const attributes = { type: "button", class: "who", "aria-expanded": String(look.open), "data-act": "toggle", click: press };
  // What is heard begins with the kind and the colour and ends with the quote, around what is seen.
  const heard = (part: string) => part !== "" && make("span", { class: "hidden" }, ` ${part} `);
  const quote = heard(spokenText(annotation.quote, context));
  return make("button", attributes, heard(spokenKind(said, context)), name, facts.length > 0 && text, quote);
}

/** Within a minute of writing it, one only finishes it. */
function wasEdited({ annotation }: Said): boolean {
  return Date.parse(annotation.updated) - Date.parse(annotation.created) > 60_000;
}

function bodyView({ annotation }: Said): HTMLElement | false {
  if (annotation.body.trim() === "") return false;
  if (annotation.body_html === "") return make("p", { class: "as-typed", dir: "auto", lang: "" }, annotation.body);
  return make("div", { class: "written", dir: "auto", lang: "" }, written(annotation.body_html));
}

function tagsView({ annotation }: Said): HTMLElement | false {
  if (annotation.tags.length === 0) return false;
  return make("p", { class: "tags" }, ...annotation.tags.map((tag) => make("span", { dir: "auto" }, `#${tag}`)));
}

/** How far it got, and what can be done about it. Nothing, once it is saved. */
function fateView(said: Said, context: Context, acts: NoteActs): HTMLElement | false {
  const { fate, problem, theirs } = said;
  const { words } = context;
  const again = button(words.again, acts.retry, { class: "plain", "data-act": "again" });
  const discard = button(words.discard, () => { acts.discard(said); }, { class: "plain", "data-act": "discard" }); // prettier-ignore
  switch (fate) {
    case "saved":
      return false;
    case "saving":
      return make("p", { class: "fate" }, words.saving);
    case "kept":
      return make("p", { class: "fate" }, `${words.keptHere} `, again);
    case "signed-out":
      return make("p", { class: "fate" }, `${words.signedOut} `, make("a", { href: acts.signIn }, words.signIn));
    case "refused": {
      const edit = button(words.edit, () => { acts.edit(said); }, { class: "plain", "data-act": "mend" }); // prettier-ignore
      return make("p", { class: "fate" }, `${words.refused}${words.colon}${problem?.sentence ?? ""} `, edit, " ", discard);
    }
    case "changed": {
      const mine = button(words.keepMine, () => { acts.insist(said); }, { class: "plain", "data-act": "insist" }); // prettier-ignore
      const leave = button(words.takeTheirs, () => { acts.discard(said); }, { class: "plain", "data-act": "yield" }); // prettier-ignore
      const now = theirs ? bodyView({ ...said, annotation: theirs }) : false;
      const other = make("div", { class: "theirs" }, make("p", { class: "grey" }, words.theirs), now);
      return make("div", { class: "fate" }, make("p", {}, words.changedMeanwhile), other, make("p", {}, mine, " ", leave));
    }
  }
}

function actionsView(said: Said, context: Context, acts: NoteActs): HTMLElement {
  const { annotation } = said;
  const { words, options } = context;
  const act = (text: string, name: string, press: () => void) => button(text, press, { class: "plain", "data-act": name });
  const list: Node[] = [];
  const can = new Set(said.fate === "saved" ? annotation.can : []);
  if (can.has("reply")) list.push(act(words.reply, "reply", () => { acts.reply(said); })); // prettier-ignore
  if (can.has("edit")) {
    list.push(act(annotation.kind === "highlight" ? words.addNote : words.edit, "edit", () => { acts.edit(said); })); // prettier-ignore
    if (annotation.color) list.push(inks(said, annotation.color, context, acts));
  }
  if (can.has("delete")) list.push(act(words.remove, "remove", () => { acts.remove(said); })); // prettier-ignore
  if (annotation.link) list.push(act(words.copyLink, "link", () => { acts.copyLink(said); })); // prettier-ignore
  const original = passageAddress(options.address, annotation.selectors);
  if (original) list.push(make("a", { href: original, target: "_blank", rel: "noopener noreferrer" }, words.inOriginal));
  return make("div", { class: "actions" }, ...list);
}

function inks(said: Said, now: Color, context: Context, acts: NoteActs): HTMLElement {
  const { words } = context;
  const each = COLORS.map((color) => {
    const attributes = { class: `ink ${color}`, "aria-label": words.recolor(words.colors[color]), "aria-pressed": String(color === now), "data-act": color };
    return button("", () => { if (color !== now) acts.recolor(said, color); }, attributes); // prettier-ignore
  });
  return make("span", { class: "inks", role: "group", "aria-label": words.color }, ...each);
}
