/** The form with which a page is kept. */
import type { Shelf } from "../../client/shapes";
import { make } from "../../annotator/dom";
import { tell } from "../messages";
import type { Wish } from "../saving";
import type { PopupContext } from "./context";
import { dropDraft, habit, keepHabit, readDraft, writeDraft, type Draft } from "./draft";
import { showKept } from "./kept";
import { siteChoices } from "./site";
import { createTags } from "./tags";
import { documentIn } from "./target";

export async function showForm(context: PopupContext): Promise<void> {
  const { words, target, place, known } = context;
  const mine = known?.bookmarks.find((bookmark) => bookmark.mine);
  const usual = await habit();
  const start: Draft = (await readDraft(target.url)) ?? {
    ...usual,
    title: mine?.title ?? target.title,
    description: mine?.description ?? quoted(target.selection, context.language),
    tags: mine?.tags ?? [],
    libraries: mine ? [mine.library] : usual.libraries,
  };
  const shelves = context.me?.libraries.filter(({ writable }) => writable) ?? remembered(usual.libraries);
  const title = make("textarea", { class: "as-title", rows: 2, "aria-label": words.title, required: true });
  title.value = start.title;
  const why = make("textarea", { id: "why", rows: 2 });
  why.value = start.description;
  const boxes = shelves.map((shelf) => tick(shelf.kind === "person" ? words.mine : shelf.word, start.libraries.includes(shelf.id), shelf.id));
  const libraries = () => boxes.map(({ input }) => input).filter(({ checked }) => checked).map(({ value }) => value);
  const tags = createTags(words, start.tags, () => shelves.filter(({ id }) => libraries().includes(id)));
  const seen = [radio("v", words.onlyMe, start.private, "me"), radio("v", words.everyone, !start.private, "all")];
  const own = shelves.find(({ kind }) => kind === "person");
  const unread = tick(words.toRead, start.unread);
  const copy = tick(words.copy, start.copy && target.tab !== null);
  const status = make("p", { role: "status", class: "error" });
  const read = (): Draft => ({
    title: title.value, description: why.value, tags: tags.chosen(), libraries: libraries(),
    private: seen[0]?.input.checked ?? true, unread: unread.input.checked, copy: copy.input.checked,
  }); // prettier-ignore
  const button = make("button", { type: "submit" }, words.keep);
  const visible = fieldset(words.seenBy, make("div", { class: "two" }, ...seen.map(({ label }) => label)));
  const form = make("form", { class: "keep", submit: (event) => { event.preventDefault(); void keep(); } },
    make("div", { class: "field" }, title, make("p", { class: "help" }, new URL(target.url).host)),
    make("div", { class: "field" }, make("label", { for: "why" }, words.why), why),
    tags.element,
    fieldset(words.into, ...boxes.map(({ label }) => label)),
    own?.open ? visible : null,
    make("div", { class: "choices two" }, unread.label, target.tab !== null ? copy.label : null),
    status,
    make("p", { class: "send" }, make("span", { class: "help" }, words.keyHint), button),
    target.tab !== null ? annotateButton(context) : null,
  ); // prettier-ignore
  async function keep(): Promise<void> {
    tags.finish();
    const draft = read();
    if (draft.libraries.length === 0) {
      status.textContent = words.chooseLibrary;
      boxes[0]?.input.focus();
      return;
    }
    button.disabled = true;
    button.textContent = words.keeping;
    await writeDraft(target.url, draft);
    const seenNow = draft.copy && target.tab !== null ? await documentIn(target.tab) : "";
    const wish: Wish = { ...draft, key: crypto.randomUUID(), url: target.url, copy: seenNow, private: draft.private || !own?.open };
    const saved = await tell("save", wish);
    button.disabled = false;
    button.textContent = words.keep;
    if (saved.state === "refused") {
      status.textContent = words.refused(saved.problem?.sentence ?? "");
      return;
    }
    await Promise.all([dropDraft(target.url), keepHabit(draft)]);
    const again = await tell("known", target.url);
    showKept({ ...context, known: again.ok ? again.value : null }, saved);
  }
  form.addEventListener("input", () => void writeDraft(target.url, read()));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  place.replaceChildren(form, siteChoices(context) ?? "");
  title.focus();
}

function annotateButton({ words, target }: PopupContext): HTMLElement {
  const status = make("span", { role: "status" });
  const press = async () => {
    if (target.tab === null) return;
    const done = await tell("annotate", target.tab);
    if (done === "done") window.close();
    else status.textContent = done === "off" ? words.isOff : words.cannotAnnotate;
  };
  return make("p", { class: "ruled" }, make("button", { type: "button", class: "plain", click: () => void press() }, words.annotate), " ", status);
}

/** Nobody answers: the libraries she used last are offered, under their names in addresses. */
function remembered(libraries: readonly string[]): Pick<Shelf, "id" | "kind" | "word" | "open" | "recommended" | "name">[] {
  return libraries.map((id) => ({ id, kind: id.startsWith("~") ? "person" : "group", word: id, name: id, open: false, recommended: [] }));
}

function quoted(selection: string, language: string): string {
  const text = selection.trim();
  if (!text) return "";
  return /^fr\b/i.test(language) ? `«\u202f${text}\u202f»` : `“${text}”`;
}

interface Box {
  label: HTMLLabelElement;
  input: HTMLInputElement;
}

function tick(text: string, checked: boolean, value = "on"): Box {
  const input = make("input", { type: "checkbox", value, checked });
  return { label: make("label", {}, input, make("span", {}, text)), input };
}

function radio(name: string, text: string, checked: boolean, value: string): Box {
  const input = make("input", { type: "radio", name, value, checked });
  return { label: make("label", {}, input, make("span", {}, text)), input };
}

function fieldset(legend: string, ...inside: HTMLElement[]): HTMLFieldSetElement {
  return make("fieldset", { class: "choices" }, make("legend", {}, legend), ...inside);
}
