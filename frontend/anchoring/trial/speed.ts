/** An article of a given length, many annotations in it, and how long they take to be found. */
import { describe, locateAll, readText, type Target } from "..";
import { Chance } from "./chance";

export interface Timing {
  readonly characters: number;
  readonly elements: number;
  readonly annotations: number;
  readonly found: number;
  /** Milliseconds until the last answer, and of the longest task that a page is told of: those over 50. */
  readonly all: number;
  readonly longest: number;
}

/** What has happened to the article when the annotations are sought again. */
export type State = "unchanged" | "shifted" | "edited" | "rewritten";

const SYLLABLES = "ba co di fé gu la mo ni pé ra so tu va zé lin mar ter con que res".split(" ");
const LONG_TASK = 50;

export async function time(state: State, characters = 200_000, annotations = 1000, seed = 7): Promise<Timing> {
  const chance = new Chance(seed);
  const root = article(characters, chance);
  const targets = annotate(root, annotations, chance);
  change(root, state, chance);
  await rest();
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ entryTypes: ["longtask"] });
  await new Promise((resolve) => setTimeout(resolve));
  performance.mark("anchoring began");
  const began = performance.now();
  const text = readText(root);
  performance.mark("anchoring read");
  let found = 0;
  for await (const [, located] of locateAll(targets, text)) if (located) found++;
  const ended = performance.now();
  performance.mark("anchoring ended");
  await rest();
  observer.disconnect();
  return {
    characters: text.text.length,
    elements: root.querySelectorAll("*").length,
    annotations: targets.length,
    found,
    all: ended - began,
    longest: Math.max(0, ...tasks),
  };
}

/** Paragraphs of made-up words with links and emphasis, as an article's source has them: wrapped and indented. */
function article(characters: number, chance: Chance): HTMLElement {
  const parts: string[] = [];
  for (let length = 0; length < characters; ) {
    const words: string[] = [];
    for (let count = chance.between(40, 120); count > 0; count--) words.push(dressed(word(chance), chance));
    const paragraph = `${words.join(" ")}.`;
    length += paragraph.replace(/<[^>]*>/g, "").length + 1;
    parts.push(`<p>${paragraph.replace(/(.{70,90}) /g, "$1\n      ")}</p>`);
  }
  document.body.innerHTML = `<main><article>${parts.join("\n    ")}</article></main>`;
  return document.body;
}

function word(chance: Chance): string {
  let made = "";
  for (let count = chance.between(1, 4); count > 0; count--) made += chance.pick(SYLLABLES) ?? "";
  return made;
}

function dressed(word: string, chance: Chance): string {
  const drawn = chance.next();
  return drawn < 0.02 ? `<a href="#">${word}</a>` : drawn < 0.04 ? `<em>${word}</em>` : drawn < 0.06 ? `« ${word} »` : word;
}

function annotate(root: HTMLElement, count: number, chance: Chance): Target[] {
  const text = readText(root);
  const words = [...text.text.matchAll(/\S+/g)];
  const targets: Target[] = [];
  while (targets.length < count) {
    const first = chance.below(words.length - 60);
    const last = first + chance.between(1, 50);
    const end = words[last];
    const range = end ? text.rangeOf(words[first]?.index ?? 0, end.index + end[0].length) : null;
    if (range) targets.push({ id: targets.length, selectors: describe(range, text) });
  }
  return targets;
}

function change(root: HTMLElement, state: State, chance: Chance): void {
  if (state === "unchanged") return;
  root.prepend("A notice that was not here before. ");
  const every = { shifted: 0, edited: 0.1, rewritten: 0.9 }[state];
  for (const paragraph of root.querySelectorAll("p")) {
    if (chance.next() >= every) continue;
    const node = [...paragraph.childNodes].find((one) => one instanceof Text && one.length > 40);
    const words = (node as Text | undefined)?.data.split(" ") ?? [];
    for (let times = state === "edited" ? 2 : words.length / 3; times > 0; times--) words[chance.below(words.length)] = word(chance);
    if (node) (node as Text).data = words.join(" ");
  }
}

/** The garbage of making the page is not the anchoring's. */
async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LONG_TASK * 4));
}
