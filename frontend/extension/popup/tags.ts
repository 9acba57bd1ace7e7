/** Tags: chosen ones, what a group recommends, and what begins like what is typed. */
import type { Shelf } from "../../client/shapes";
import { make } from "../../annotator/dom";
import { tell } from "../messages";
import type { Words } from "../words";

type Place = Pick<Shelf, "id" | "name" | "recommended">;

export interface Tags {
  element: HTMLElement;
  chosen: () => string[];
  /** What is typed and not yet ended by a comma is a tag too. */
  finish: () => void;
}

export function createTags(words: Words, start: readonly string[], places: () => Place[]): Tags {
  const chosen = [...start];
  const chips = make("div", { class: "chips" });
  const options = make("datalist", { id: "tag-words" });
  const input = make("input", { type: "text", id: "tag", list: "tag-words", placeholder: words.tagsHelp, autocomplete: "off" });
  const offers = make("div", {});
  const add = (text: string) => {
    for (const one of text.split(/[,;]/).map((part) => part.trim().replace(/^#/, "")))
      if (one && !chosen.some((other) => same(other, one))) chosen.push(one);
    show();
  };
  const finish = () => {
    if (input.value.trim()) add(input.value);
    input.value = "";
  };
  const show = () => {
    chips.replaceChildren(...chosen.map((tag) => chip(tag)));
    const all = places().filter(({ recommended }) => recommended.length > 0);
    offers.replaceChildren(...all.flatMap((place) => offer(place)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const chip = (tag: string): HTMLElement => {
    const drop = () => {
      chosen.splice(chosen.indexOf(tag), 1);
      show();
      input.focus();
    };
    const cross = make("button", { type: "button", class: "plain x", "aria-label": words.removeTag(tag), click: drop }, "×");
    return make("span", { class: "chip on" }, make("bdi", {}, tag), cross);
  };
  const offer = ({ id, name, recommended }: Place): HTMLElement[] => {
    const left = recommended.filter((tag) => !chosen.some((one) => same(one, tag)));
    if (left.length === 0) return [];
    const label = make("p", { class: "help", id: `rec-${id}` }, words.recommended(name));
    const press = (tag: string) => () => { add(tag); }; // prettier-ignore
    const buttons = left.map((tag) => make("button", { type: "button", class: "chip offer", click: press(tag) }, tag));
    return [label, make("div", { class: "chips", role: "group", "aria-labelledby": `rec-${id}` }, ...buttons)];
  };
  input.addEventListener("keydown", (event) => {
    if ((event.key === "," || event.key === "Enter") && !event.ctrlKey && !event.metaKey && input.value.trim()) {
      event.preventDefault();
      finish();
    }
  });
  let asked = "";
  input.addEventListener("input", () => {
    const prefix = input.value.trim();
    if (prefix === asked) return;
    asked = prefix;
    if (prefix) void suggest(prefix);
  });
  async function suggest(prefix: string): Promise<void> {
    const found = new Set<string>();
    for (const { id } of places().slice(0, 4)) {
      const told = await tell("tags", { library: id, prefix });
      if (told.ok) for (const { name } of told.value) found.add(name);
    }
    if (asked === prefix) options.replaceChildren(...[...found].map((value) => make("option", { value })));
  }
  const label = make("label", { for: "tag" }, words.tags);
  const element = make("div", { class: "field" }, label, chips, input, options, offers);
  queueMicrotask(show);
  return { element, chosen: () => [...chosen], finish };
}

/** As the library has it: letters of any width and case are one tag. */
function same(one: string, other: string): boolean {
  return one.normalize("NFKC").toLowerCase() === other.normalize("NFKC").toLowerCase();
}
