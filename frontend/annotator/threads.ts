/** What was said, in threads: a first word about the page or a passage, and what was answered. Pure. */
import type { LibraryName } from "../client/shapes";
import type { Said } from "./conversation";

export interface Thread {
  first: Said;
  /** In the order of time, whoever they answer. */
  replies: Said[];
}

/** Which are shown: all, one's own, those heard in a library, or none. */
export type Filter = { show: "all" } | { show: "mine" } | { show: "library"; library: LibraryName } | { show: "none" };

export function threadsOf(all: readonly Said[]): Thread[] {
  const threads = new Map<number, Thread>();
  for (const said of all) if (said.annotation.kind !== "reply") threads.set(said.annotation.id, { first: said, replies: [] });
  for (const said of all) {
    const { root, parent, kind } = said.annotation;
    if (kind === "reply") threads.get(root ?? parent ?? 0)?.replies.push(said);
  }
  for (const thread of threads.values()) thread.replies.sort(byTime);
  return [...threads.values()];
}

export function passes({ first, replies }: Thread, filter: Filter): boolean {
  switch (filter.show) {
    case "all":
      return true;
    case "none":
      return false;
    case "mine":
      return first.annotation.mine || replies.some((reply) => reply.annotation.mine);
    case "library":
      return first.annotation.audience.includes(filter.library);
  }
}

/** Those on the page's own words, first line first; of the same line, the older. */
export function inPageOrder(threads: readonly Thread[], topOf: (id: number) => number | null): Thread[] {
  return threads
    .filter(({ first }) => topOf(first.annotation.id) !== null)
    .sort((a, b) => (topOf(a.first.annotation.id) ?? 0) - (topOf(b.first.annotation.id) ?? 0) || byTime(a.first, b.first));
}

/** Words are said, or answered, or on their way: more than a stroke of the pen. */
export function isSpoken({ first, replies }: Thread): boolean {
  return first.annotation.kind !== "highlight" || replies.length > 0 || first.fate !== "saved";
}

function byTime(a: Said, b: Said): number {
  return a.annotation.created.localeCompare(b.annotation.created) || a.annotation.id - b.annotation.id;
}
