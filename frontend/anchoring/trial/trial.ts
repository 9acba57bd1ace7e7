/**
 * A page is read and twenty passages of it annotated; one of them is changed, and a little of what is around all of them;
 * the annotations are sought again. The script knows where they are.
 */
import { locate, locateAll, readText, type DocumentText, type Located, type Selector, type Span } from "..";
import { fold } from "../fold";
import { Chance } from "./chance";
import { EDITS, letters } from "./edits";
import { blocks, mark, truthOf, type Passage } from "./passages";

/** `same`: the same words elsewhere, where the annotated ones are gone or could not be told from them. */
export type Verdict = "exact" | "fuzzy" | "orphan" | "same" | "wrong";

/** What a target keeps of its selectors: other tools and imports tell less. */
const KEPT: Readonly<Record<string, readonly Selector["type"][]>> = {
  whole: ["TextQuoteSelector", "TextPositionSelector", "RangeSelector"],
  "no range": ["TextQuoteSelector", "TextPositionSelector"],
  "no place": ["TextQuoteSelector"],
  "quote alone": ["TextQuoteSelector"],
};

export interface Outcome {
  readonly edit: string;
  readonly told: string;
  /** Sought by itself, or with all others of the page. */
  readonly way: "alone" | "together";
  readonly verdict: Verdict;
  /** For whoever looks into what went wrong; never published. */
  readonly sought: string;
  readonly found: string;
  readonly truth: string;
}

/** As many readings of a page as it has passages, each with another one of them edited. */
export async function trial(html: string, seed: number, count = 20): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const edits = new Chance(seed).shuffled(Object.keys(EDITS));
  for (let turn = 0; turn < count; turn++) {
    const root = lay(html);
    const passages = mark(root, count, new Chance(seed));
    const passage = passages[turn % passages.length];
    if (!passage) return [];
    outcomes.push(...(await edited(root, passages, passage, edits[turn % edits.length] ?? "kept", new Chance(seed + turn))));
  }
  return outcomes;
}

/** Put a page's body in place of ours; its scripts were parsed apart and do not run. */
function lay(html: string): HTMLElement {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  document.body.replaceWith(document.adoptNode(body));
  return document.body;
}

async function edited(
  root: HTMLElement,
  passages: readonly Passage[],
  passage: Passage,
  edit: string,
  chance: Chance,
): Promise<Outcome[]> {
  if (chance.next() < 0.7) announce(root, chance);
  EDITS[edit]?.(passage, root, chance);
  const told = chance.pick(["whole", "whole", "whole", "whole", "whole", "whole", "no range", "no range", "no place", "quote alone"]) ?? "whole";
  const text = readText(root);
  const targets = passages.map((one) => ({ id: one.id, selectors: less(one.selectors, one === passage ? told : "whole") }));
  const found = new Map<number, Located | null>();
  for await (const [id, located] of locateAll(targets, text)) found.set(id, located);
  const mine = targets.find((one) => one.id === passage.id)?.selectors ?? [];
  return [
    outcome("alone", passage, locate(mine, text), edit, told, text),
    ...passages.map((one) => outcome("together", one, found.get(one.id) ?? null, one === passage ? edit : "another was edited",
      one === passage ? told : "whole", text)),
  ];
}

function outcome(way: Outcome["way"], passage: Passage, located: Located | null, edit: string, told: string, text: DocumentText): Outcome {
  const truth = truthOf(passage, text);
  const slice = (span: Span | null) =>
    span ? text.text.slice(Math.max(0, span.start - 34), span.start) + "[[" + text.text.slice(span.start, span.end) + "]]" + text.text.slice(span.end, span.end + 34) : "";
  const verdict = judge(passage, told, located, truth, text);
  return { edit, told, way, verdict, sought: JSON.stringify(passage.selectors), found: slice(located), truth: slice(truth[0] ?? null) };
}

/** Something at the top that was not there before, so that every position shifts; something else is gone. */
function announce(root: HTMLElement, chance: Chance): void {
  const banner = document.createElement("div");
  banner.textContent = "A notice of these days. ".repeat(chance.between(1, 30));
  root.prepend(banner);
  const gone = chance.pick(blocks(root).filter((block) => !block.querySelector("[data-truth]") && !block.closest("[data-truth]")));
  if (gone && gone.textContent.length < 600) gone.remove();
}

function less(selectors: readonly Selector[], told: string): Selector[] {
  const kept = selectors.filter((one) => KEPT[told]?.includes(one.type));
  if (told !== "quote alone") return kept;
  return kept.map((one) => (one.type === "TextQuoteSelector" ? { type: one.type, exact: one.exact } : one));
}

function judge(passage: Passage, told: string, located: Located | null, truth: Span[], text: DocumentText): Verdict {
  if (!located) return "orphan";
  const torn = truth.length > 1 || passage.spans.some((span) => !span.isConnected);
  if (truth.some((one) => isWithinAWord(located, one, text.text) || (torn && isPart(one, located)))) return located.how;
  return isTheSame(passage, located, text, !truth.length || told === "quote alone") ? "same" : "wrong";
}

/** Each end is off by no more than one word. */
function isWithinAWord(located: Span, truth: Span, text: string): boolean {
  if (located.start >= truth.end || located.end <= truth.start) return false;
  return [[located.start, truth.start], [located.end, truth.end]].every(([a = 0, b = 0]) => {
    const between = text.slice(Math.min(a, b), Math.max(a, b)).split(/\s+/);
    return between.filter((word) => letters(word)).length <= 1;
  });
}

/** Where a part of the passage was moved or deleted: what was found is where another part still stands. */
function isPart(truth: Span, located: Span): boolean {
  const common = Math.min(truth.end, located.end) - Math.max(truth.start, located.start);
  return common * 2 >= truth.end - truth.start;
}

/**
 * The quote's very words. Where the annotated ones are gone: told to be approximate, or beside something that is as it
 * was. Where they are not: in surroundings that are the same on both sides, so that nothing tells one from the other.
 */
function isTheSame({ quote, selectors }: Passage, located: Located, text: DocumentText, gone: boolean): boolean {
  if (letters(text.text.slice(located.start, located.end)) !== letters(quote)) return false;
  const plain = (words: string) => fold(words).text.trim();
  const told = selectors.find((one) => one.type === "TextQuoteSelector");
  const before = plain(text.text.slice(Math.max(0, located.start - 80), located.start)).endsWith(plain(told?.prefix ?? ""));
  const behind = plain(text.text.slice(located.end, located.end + 80)).startsWith(plain(told?.suffix ?? ""));
  return gone ? located.approximate || before || behind : before && behind;
}
