/** What of the conversation is shown where: painted, beside the text, or listed. Pure. */
import type { Mark, Spot } from "../surface/surface";
import type { Said } from "./conversation";
import { inPageOrder, passes, threadsOf } from "./threads";
import type { Filter, Thread } from "./threads";

/** Where marks were found. Null: nowhere; what is not in it has not been looked for yet. */
export type Spots = ReadonlyMap<number, Spot | null>;

export interface Shown {
  /** Everything that quotes the page and is to be painted. */
  marks: Mark[];
  /** Found in the page, in its order. */
  placed: Thread[];
  pageNotes: Thread[];
  /** Looked for, and not found. */
  orphans: Thread[];
  notSent: Said[];
}

export function shownOf(all: readonly Said[], filter: Filter, spots: Spots): Shown {
  const threads = threadsOf(all).filter((thread) => passes(thread, filter));
  const quoting = threads.filter(({ first: { annotation } }) => annotation.selectors.length > 0);
  const pageNotes = threads.filter(({ first: { annotation } }) => annotation.selectors.length === 0);
  return {
    marks: quoting.filter(({ first }) => !first.annotation.withdrawn).map(markOf),
    placed: inPageOrder(quoting, (id) => spots.get(id)?.top ?? null),
    pageNotes: pageNotes.filter(({ first }) => first.annotation.kind === "page_note"),
    orphans: threads.filter((thread) => isOrphan(thread, spots)),
    notSent: all.filter(({ fate }) => fate !== "saved" && fate !== "saving"),
  };
}

function isOrphan({ first: { annotation } }: Thread, spots: Spots): boolean {
  if (annotation.kind === "page_note") return false;
  return annotation.selectors.length === 0 || annotation.withdrawn || spots.get(annotation.id) === null;
}

function markOf({ first: { annotation } }: Thread): Mark {
  const { id, selectors, color, mine } = annotation;
  return { id, selectors, look: color ?? "yellow", mine };
}
