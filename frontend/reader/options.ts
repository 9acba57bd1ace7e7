import type { Options } from "../annotator/context";
import { browserStore } from "../annotator/store";

type Told = Omit<Options, "keys" | "margin" | "beside">;

/** What the page tells of itself: in the attributes of the text, in its language, and in its address. */
export function optionsOf(told: DOMStringMap, { pathname, search }: Location): Told {
  const bookmark = told["bookmark"] ?? "";
  const base = pathname.replace(/\/(read|snapshot\/\d+)$/, "");
  return {
    language: document.documentElement.lang || "en",
    login: told["login"] ?? "",
    page: `bookmark-${bookmark}`,
    store: browserStore(localStorage),
    address: told["url"] ?? "",
    signIn: `/account/login/?next=${encodeURIComponent(pathname + search)}`,
    library: libraryOf(pathname),
    alone: told["alone"] !== undefined,
    stood: ({ created }) => (base === pathname ? null : `${base}/snapshots?at=${encodeURIComponent(created)}`),
    shadow: "open",
  };
}

/** A library's name in its address: `/group/reading/…` is `reading`, `/person/anna/…` is `~anna`. */
export function libraryOf(path: string): string {
  const [, kind, name = ""] = /^\/(group|person)\/([^/]+)/.exec(path) ?? [];
  const plain = decodeURIComponent(name);
  return kind === "person" ? `~${plain}` : plain;
}

/** The margin beside the text, where the leaf has one: its second column. */
export function besideLeaf(leaf: HTMLElement): { left: number; width: number } | null {
  const tracks = getComputedStyle(leaf).gridTemplateColumns.split(" ").map(parseFloat);
  const [, width] = tracks;
  if (tracks.length < 2 || width === undefined || Number.isNaN(width)) return null;
  const { left, right } = leaf.getBoundingClientRect();
  const start = getComputedStyle(leaf).direction === "rtl" ? left : right - width;
  return { left: start + scrollX, width };
}
