import fc from "fast-check";
import { describe as suite, expect, it } from "vitest";

import { describe, locate, locateAll, readText } from ".";
import { distances } from "./closeness";
import { fold, unfolded } from "./fold";
import { Landmarks } from "./landmarks";
import { Searched } from "./searching";

/** Few letters, so that words come again; and whatever a page may hold between them. */
const word = fc.stringMatching(/^[ab]{1,3}$/);
const rest = fc.constantFrom(" ", "  ", "\n", "\u00a0", "\u200b", "é", "e\u0301", "ﬁ", "“", "'", "—", "…", "😀", "שלום", ", ", "");
const text = fc.array(fc.oneof({ weight: 3, arbitrary: word }, { weight: 2, arbitrary: rest }), { maxLength: 12 });

type Tree = string | { name: string; children: Tree[] };

const { tree } = fc.letrec<{ tree: Tree; node: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, text.map((parts) => parts.join("")), tie("node")),
  node: fc.record({
    name: fc.constantFrom("p", "div", "em", "span", "li", "td", "pre", "br", "script", "my-card", "x-ours"),
    children: fc.array(tie("tree"), { maxLength: 4 }),
  }),
}));

function grown(node: Tree): Node {
  if (typeof node === "string") return document.createTextNode(node);
  const element = document.createElement(node.name);
  if (node.name === "x-ours") element.setAttribute("data-florilegium", "");
  const inside = node.name === "my-card" ? element.attachShadow({ mode: "open" }) : element;
  inside.append(...node.children.map(grown));
  return element;
}

function planted(trees: readonly Tree[]): HTMLElement {
  document.body.replaceChildren(...trees.map(grown));
  return document.body;
}

suite("whatever the page", () => {
  it("each range that holds text is described, and found again where it was", () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 6 }), fc.nat(), fc.nat(), (trees, from, length) => {
        const read = readText(planted(trees));
        if (!read.text.trim()) return;
        const start = from % read.text.length;
        const range = read.rangeOf(start, Math.min(read.text.length, start + 1 + (length % read.text.length)));
        const told = range && read.offsetsOf(range);
        if (!told) return;
        const selectors = describe(range, read);
        const located = locate(selectors, read);
        if (!located) expect(fold(read.text.slice(told.start, told.end)).text.trim()).toBe("");
        const whole = { start: located?.start ?? told.start, end: located?.end ?? told.end };
        // Half a character is made whole.
        expect(Math.abs(whole.start - told.start) + Math.abs(whole.end - told.end)).toBeLessThanOrEqual(2);
      }),
      {
        numRuns: 400,
        examples: [
          // Begun before a shadow, and ended behind it: what is left of that, without the blank, ends in the shadow.
          [[{ name: "p", children: ["bba", { name: "my-card", children: ["\u00a0b"] }] }, "\u00a0"], 0, 6],
          [["\u00a0", { name: "my-card", children: ["a"] }, "bb"], 0, 3],
        ],
      },
    );
  });

  it("a passage in surroundings that come but once is found", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 12, maxLength: 60 }), fc.nat(), fc.integer({ min: 1, max: 8 }), (words, at, length) => {
        const first = at % (words.length - 8);
        document.body.innerHTML = words.map((one, place) => (place % 7 ? one : `<p>${one}`)).join(" ");
        const read = readText(document.body);
        const places = [...read.text.matchAll(/\S+/g)];
        const start = places[first]?.index ?? 0;
        const last = places[first + length - 1];
        const range = read.rangeOf(start, (last?.index ?? 0) + (last?.[0].length ?? 0));
        expect(range && locate(describe(range, read), read)?.start).toBe(start);
      }),
      { numRuns: 200 },
    );
  });

  it("offsets lead to nodes and back", () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 6 }), (trees) => {
        const read = readText(planted(trees));
        for (let at = 0; at < read.text.length; at++) {
          const range = /\s/.test(read.text.charAt(at)) ? null : read.rangeOf(at, at + 1);
          if (range && read.text.charAt(at) !== "\u200b") expect(read.offsetsOf(range)).toEqual({ start: at, end: at + 1 });
        }
        const pieces = read.piecesOf(0, read.text.length).map(({ node, start, end }) => node.data.slice(start, end));
        expect(pieces.join("").replace(/\s+/g, "")).toBe(read.text.replace(/\s+/g, ""));
      }),
      { numRuns: 200 },
    );
  });

  it("many are found as one is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { maxLength: 6 }), async (trees) => {
        const read = readText(planted(trees));
        const words = [...read.text.matchAll(/[^\s\u200b]+/g)].slice(0, 20);
        const targets = words.flatMap(({ 0: { length }, index }, id) => {
          const range = read.rangeOf(index, index + length);
          return range ? [{ id, selectors: describe(range, read) }] : [];
        });
        for await (const [id, located] of locateAll(targets, read)) {
          if (located) expect(located.start).toBe(words[id]?.index);
        }
      }),
      { numRuns: 100 },
    );
  });
});

suite("the parts", () => {
  it("folding leads back to where each character stood, and folds what is folded to itself", () => {
    fc.assert(
      fc.property(text, (parts) => {
        const source = parts.join("");
        const folded = fold(source);
        expect(fold(folded.text).text).toBe(folded.text);
        for (let at = 0; at < folded.text.length; at++) {
          const { start, end } = unfolded(folded, at, at + 1);
          expect(end).toBeGreaterThan(start);
          expect(fold(source.slice(start, end)).text).toContain(folded.text.charAt(at));
        }
      }),
    );
  });

  it("a string is found wherever it stands", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{0,80}$/), fc.stringMatching(/^[ab]{1,12}$/), fc.nat(80), fc.nat(80), (text, words, start, end) => {
        const starts: number[] = [];
        for (let at = start; at + words.length <= Math.min(end, text.length); at++) if (text.startsWith(words, at)) starts.push(at);
        expect(new Searched(text).find(words, { start, end }).map((span) => span.start)).toEqual(starts);
      }),
    );
  });

  it("distances are those of the textbook", () => {
    const textbook = (a: string, b: string): number =>
      !a || !b
        ? a.length + b.length
        : Math.min(textbook(a.slice(1), b) + 1, textbook(a, b.slice(1)) + 1, textbook(a.slice(1), b.slice(1)) + Number(!a.startsWith(b.charAt(0))));
    fc.assert(
      fc.property(fc.stringMatching(/^[ab]{0,5}$/), fc.stringMatching(/^[ab]{0,5}$/), (text, pattern) => {
        const ends = Array.from({ length: text.length + 1 }, (_, end) => end);
        expect(distances(text, pattern)).toEqual(ends.map((end) => textbook(text.slice(0, end), pattern)));
        const free = (end: number) => Math.min(...ends.filter((from) => from <= end).map((from) => textbook(text.slice(from, end), pattern)));
        expect(distances(text, pattern, true)).toEqual(ends.map(free));
      }),
      { numRuns: 50 },
    );
  });

  it("a landmark that was moved does not lead astray", () => {
    const landmarks = new Landmarks();
    for (const was of [0, 100, 200, 300, 400]) landmarks.add(was, was + 40);
    landmarks.add(250, 3);
    expect(landmarks.expected(240)).toEqual([280]);
    expect(new Landmarks().expected(7)).toEqual([]);
  });
});
