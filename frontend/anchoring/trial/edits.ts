/** What happens to a page between two readings. Each edit says what it does to one passage. */
import type { Chance } from "./chance";
import { blockOf, blocks, textsIn, wordsBeside, wordsIn, type Passage, type Word } from "./passages";

type Edit = (passage: Passage, root: HTMLElement, chance: Chance) => void;

const VOCABULARY = "harbour lantern seventeen quietly river against 1984 métier gardens whether brass nobody 42 below".split(" ");

/** A word of the page itself, so that a decoy is made of likely words, else one of ours. */
function another(root: HTMLElement, not: string, chance: Chance): string {
  const words = wordsIn(blocks(root).slice(0, 40));
  for (let tries = 0; tries < 6; tries++) {
    const word = chance.pick(words);
    const found = word ? word.node.data.slice(word.start, word.end) : "";
    if (found && found !== not && letters(found) !== letters(not) && chance.next() < 0.7) return found;
  }
  return VOCABULARY.find((word) => word !== not && chance.next() < 0.3) ?? (not === "ebb" ? "flow" : "ebb");
}

export function letters(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function replace({ node, start, end }: Word, by: string): void {
  node.replaceData(start, end - start, by);
}

function one(passage: Passage, chance: Chance): Word | undefined {
  const words = wordsIn(passage.spans);
  return chance.pick(words.filter((word) => word.end - word.start > 2)) ?? chance.pick(words);
}

const kept: Edit = () => undefined;

const typo: Edit = (passage, _root, chance) => {
  const word = one(passage, chance);
  if (word) word.node.replaceData(chance.between(word.start, word.end - 1), 1, chance.pick(["e", "a", "n", "x"]) ?? "o");
};

const reworded: Edit = (passage, root, chance) => {
  const word = one(passage, chance);
  if (word) replace(word, another(root, word.node.data.slice(word.start, word.end), chance));
};

const longer: Edit = (passage, root, chance) => {
  const word = one(passage, chance);
  if (word) word.node.insertData(word.start, `${another(root, "", chance)} `);
};

const shorter: Edit = (passage, _root, chance) => {
  const words = wordsIn(passage.spans);
  const word = words.length > 1 ? chance.pick(words) : undefined;
  if (word) word.node.deleteData(word.start, Math.min(word.node.length, word.end + 1) - word.start);
};

const around: Edit = (passage, root, chance) => {
  const word = chance.pick(wordsBeside(passage));
  if (word) replace(word, another(root, word.node.data.slice(word.start, word.end), chance));
};

const aroundBoth: Edit = (passage, root, chance) => {
  for (const word of wordsBeside(passage).filter((_, at) => at % 3 === 0)) {
    replace(word, another(root, word.node.data.slice(word.start, word.end), chance));
  }
};

/** Another block that neither holds the passage nor stands in what is moved. */
function elsewhere(passage: Passage, root: HTMLElement, chance: Chance): HTMLElement | undefined {
  const free = blocks(root).filter((block) => !passage.spans.some((span) => block.contains(span)));
  return chance.pick(free);
}

/** With what is around it in its blocks. */
const moved: Edit = (passage, root, chance) => {
  const own = [...new Set(passage.spans.map(blockOf))].filter((block) => block !== null);
  const place = elsewhere(passage, root, chance);
  if (!place || own.some((block) => block.contains(place) || block.textContent.length > 4000)) return;
  for (const block of own) if (!own.some((other) => other !== block && other.contains(block))) place.before(block);
};

const movedAlone: Edit = (passage, root, chance) => {
  const place = elsewhere(passage, root, chance);
  if (!place) return;
  const paragraph = document.createElement("p");
  for (const [at, span] of passage.spans.entries()) paragraph.append(at ? " " : "", span);
  place.before(paragraph);
};

const deleted: Edit = (passage) => {
  for (const span of passage.spans) span.remove();
};

const deletedBlock: Edit = (passage) => {
  const found = passage.spans.map((span) => blockOf(span)).filter((block) => block !== null);
  for (const span of passage.spans) span.remove();
  for (const block of found) if (block.textContent.length < 2000) block.remove();
};

/** And with the block or two behind it, so that what stood around it does not meet. */
const deletedRows: Edit = (passage, _root, chance) => {
  const last = passage.spans.at(-1);
  const block = last && (last.closest("tr,li") ?? blockOf(last));
  for (let more = chance.between(0, 2); block?.nextElementSibling && more > 0; more--) {
    if (block.nextElementSibling.textContent.length < 1000) block.nextElementSibling.remove();
  }
  deletedBlock(passage, document.body, chance);
  if (block && block.textContent.length < 1000) block.remove();
};

/** The passage and what is beside it in its block, with some words of the passage changed, put somewhere else. */
function plant(passage: Passage, root: HTMLElement, chance: Chance, changes: number): void {
  const place = elsewhere(passage, root, chance);
  if (!place) return;
  const beside = wordsBeside(passage).length > 0 && passage.spans[0] ? (blockOf(passage.spans[0])?.textContent ?? "") : "";
  const quote = passage.spans.map((span) => span.textContent).join(" ");
  const at = beside.indexOf(passage.spans[0]?.textContent ?? quote);
  const words = quote.split(/(\s+)/);
  const whole = words.map((word, place) => ({ word, place })).filter(({ word }) => letters(word).length > 0);
  for (const { word, place } of chance.shuffled(whole).slice(0, changes)) words[place] = unlike(word, root, chance);
  const paragraph = document.createElement("p");
  const before = at > 0 ? beside.slice(Math.max(0, at - 60), at) : "";
  const behind = at >= 0 ? beside.slice(at + quote.length, at + quote.length + 60) : "";
  paragraph.textContent = before + words.join("") + behind;
  if (chance.next() < 0.5) place.after(paragraph);
  else place.append(" ", ...paragraph.childNodes);
}

function unlike(word: string, root: HTMLElement, chance: Chance): string {
  return /\d/.test(word) ? word.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : another(root, word, chance);
}

const decoys: Edit = (passage, root, chance) => {
  const copies = chance.between(1, 3);
  for (let copy = 0; copy < copies; copy++) plant(passage, root, chance, chance.between(1, 3));
};

const twin: Edit = (passage, root, chance) => {
  plant(passage, root, chance, 0);
};

const markup: Edit = (passage, _root, chance) => {
  for (const span of passage.spans) {
    for (const node of textsIn(span)) {
      if (node.length < 4) continue;
      const rest = node.splitText(chance.between(1, node.length - 2));
      const inline = document.createElement(chance.pick(["em", "b", "a", "mark"]) ?? "i");
      rest.replaceWith(inline);
      inline.append(rest);
      inline.before(document.createComment("between"));
    }
  }
};

const BLANKS = ["\u00a0", "  ", "\n   ", "\u202f", "\u2009", " \u200b"];

const spaces: Edit = (passage, _root, chance) => {
  for (const node of passage.spans.flatMap(textsIn)) {
    node.data = node.data.replace(/ /g, () => (chance.next() < 0.5 ? (chance.pick(BLANKS) ?? " ") : " "));
  }
};

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/'/g, "\u2019"], [/\u2019/g, "'"], [/"/g, "\u201d"], [/[\u201c\u201d]/g, '"'], [/fi/g, "\ufb01"], [/-/g, "\u2011"],
  [/(\p{L}{3})(?=\p{L}{3})/gu, "$1\u00ad"], [/\.\.\./g, "\u2026"], [/ [\u2013\u2014] /g, " - "],
];

const shapes: Edit = (passage, _root, chance) => {
  for (const node of passage.spans.flatMap(textsIn)) {
    let data = node.data.normalize(chance.next() < 0.5 ? "NFD" : "NFC");
    for (const [form, by] of SHAPES) if (chance.next() < 0.6) data = data.replace(form, by);
    node.data = data;
  }
};

/** Another sentence where this one stood. */
const replaced: Edit = (passage, root, chance) => {
  for (const node of passage.spans.flatMap(textsIn)) {
    node.data = node.data.replace(/\S+/g, (word) => another(root, word, chance));
  }
};

/** Half of its words are others. */
const rewritten: Edit = (passage, root, chance) => {
  for (const node of passage.spans.flatMap(textsIn)) {
    node.data = node.data.replace(/\S+/g, (word) => (chance.next() < 0.5 ? another(root, word, chance) : word));
  }
};

const also = (...edits: Edit[]): Edit => (passage, root, chance) => {
  for (const edit of edits) edit(passage, root, chance);
};

/** By what is told in the table. */
export const EDITS: Readonly<Record<string, Edit>> = {
  kept,
  "other markup": markup,
  "other spaces": spaces,
  "other characters": shapes,
  "beside it, a word": around,
  "beside it, both sides": aroundBoth,
  "a letter": typo,
  "a word": reworded,
  "a word more": longer,
  "a word less": shorter,
  "a letter, and beside it": also(typo, around),
  "half of the words": rewritten,
  "every word": replaced,
  moved,
  "moved alone": movedAlone,
  "moved, a letter": also(typo, moved),
  deleted,
  "deleted with its block": deletedBlock,
  "deleted with its neighbours": deletedRows,
  "deleted, decoys": also(decoys, deleted),
  "deleted with its block, decoys": also(decoys, deletedBlock),
  "kept, decoys": decoys,
  "a letter, decoys": also(decoys, typo),
  "kept, a twin": twin,
  "deleted, a twin": also(twin, deleted),
};
