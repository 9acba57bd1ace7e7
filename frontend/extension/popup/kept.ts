/** The page is kept: where, by whom, what was said of it, and what can be done now. */
import { make } from "../../annotator/dom";
import { tell } from "../messages";
import type { Saved } from "../saving";
import { listed } from "../words";
import type { PopupContext } from "./context";
import { showForm } from "./form";
import { siteChoices } from "./site";

export function showKept(context: PopupContext, saved: Saved | null): void {
  const { words, known, target, place, language } = context;
  const bookmarks = known?.bookmarks.filter(({ mine }) => mine) ?? [];
  const title = bookmarks[0]?.title ?? target.title;
  const first = bookmarks[0]?.html_url ?? saved?.kept[0]?.html_url;
  const ids = [...new Set([...bookmarks.map(({ id }) => id), ...(saved?.kept.map(({ id }) => id) ?? [])])];
  const names = [...new Set([...bookmarks, ...(saved?.kept ?? [])].map(({ library }) => nameOf(context, library)))];
  const tags = bookmarks[0]?.tags ?? [];
  const others = (known?.annotations ?? 0) - (known?.mine ?? 0);
  place.replaceChildren(
    make("p", { role: "status" }, make("strong", {}, saved?.state === "waits" ? words.waits : words.kept),
      saved?.copyProblem ? ` ${words.copyProblem(saved.copyProblem)}` : null),
    make("h1", { class: "as-title" }, first ? make("a", { href: first, target: "_blank" }, title) : title),
    make("p", { class: "help" }, new URL(target.url).host),
    names.length > 0 ? make("p", { class: "space" }, words.isIn(listed(names, language))) : "",
    tags.length > 0 ? make("p", { class: "tags" }, ...tags.map((tag) => make("span", {}, `#${tag} `))) : "",
    others > 0 && first ? make("p", { class: "ruled" }, make("a", { href: first, target: "_blank" }, words.said(others))) : "",
    ...buttons(context, ids, first),
    siteChoices(context) ?? "",
  ); // prettier-ignore
}

function buttons(context: PopupContext, ids: number[], first: string | undefined): HTMLElement[] {
  const { words, target } = context;
  const status = make("p", { role: "status" });
  const change = make("button", { type: "button", class: "plain", click: () => void showForm(context) }, words.keepAgain);
  const remove = make("button", { type: "button", class: "plain", click: () => void gone() }, words.remove);
  const annotate = make("button", { type: "button", click: () => void write() }, words.annotate);
  const row = make("p", { class: "send" }, change, ids.length > 0 ? remove : null, target.tab !== null ? annotate : null);
  async function gone(): Promise<void> {
    const told = await tell("forget", { bookmarks: ids });
    const trash = first ? new URL("/trash", first).href : null;
    status.replaceChildren(
      told.ok ? words.removed : words.refused(told.problem.sentence), " ",
      told.ok && trash ? make("a", { href: trash, target: "_blank" }, words.putBack) : "",
    ); // prettier-ignore
    if (told.ok) row.remove();
  }
  async function write(): Promise<void> {
    if (target.tab === null) return;
    const done = await tell("annotate", target.tab);
    if (done === "done") window.close();
    else status.replaceChildren(done === "off" ? words.isOff : words.cannotAnnotate);
  }
  return [row, status];
}

export function nameOf({ me, words }: PopupContext, library: string): string {
  const shelf = me?.libraries.find(({ id }) => id === library);
  if (shelf) return shelf.kind === "person" ? words.mine : shelf.name;
  return library.startsWith("~") ? words.mine : library;
}
