/**
 * What may be asked of the worker, and what it answers: one table a direction. A content script stands in somebody else's
 * page, so what it may ask is only what the annotator needs, and never a key; popup and options are the extension's own.
 */
import type { Annotation, Change, Draft, Me, PageKnown, Result, Tag } from "../client/shapes";
import type { Saved, Waiting, Wish } from "./saving";
import type { SignedIn } from "./worker/signing";

/** From the content script. The page's address is not among these: the worker takes it from the browser. */
export interface PageTable {
  me: { asked: null; answered: Result<Me | null> };
  list: { asked: null; answered: Result<Annotation[]> };
  say: { asked: Draft; answered: Result<Annotation> };
  change: { asked: { id: number; change: Change; seen: string }; answered: Result<Annotation> };
  remove: { asked: number; answered: Result<null> };
  restore: { asked: number; answered: Result<Annotation> };
  preview: { asked: string; answered: Result<string> };
  keptRead: { asked: string; answered: Record<string, string> };
  keptWrite: { asked: { name: string; value: string }; answered: null };
  keptDrop: { asked: string; answered: null };
  settings: { asked: null; answered: Settings };
}

/** Who is signed in where, as far as the worker knows without asking. */
export interface State {
  address: string | null;
  name: string;
  settings: Settings;
}

export interface Settings {
  /** Whether keys of one letter act on selected words. */
  keys: boolean;
  /** The annotator is off altogether. */
  off: boolean;
  /** Hosts on which it is off. */
  offSites: string[];
  /** Where annotations are shown by themselves, as far as the browser's own permission goes: match patterns. */
  sites: string[];
}

/** `closed`: the browser lets nobody write there; `off`: she has put the annotator off there. */
export type Annotated = "done" | "closed" | "off";

/** From popup and options. */
export interface OwnTable {
  state: { asked: null; answered: State };
  signIn: { asked: string; answered: SignedIn };
  signOut: { asked: null; answered: null };
  choose: { asked: Partial<Settings>; answered: Settings };
  shelves: { asked: null; answered: Result<Me | null> };
  known: { asked: string; answered: Result<PageKnown> };
  tags: { asked: { library: string; prefix: string }; answered: Result<Tag[]> };
  save: { asked: Wish; answered: Saved };
  forget: { asked: { bookmarks: number[] }; answered: Result<null> };
  waiting: { asked: null; answered: Waiting[] };
  dropWaiting: { asked: string; answered: null };
  sendWaiting: { asked: null; answered: Waiting[] };
  annotate: { asked: number; answered: Annotated };
}

export type Table = PageTable & OwnTable;
export type Name = keyof Table;

export interface Message<N extends Name = Name> {
  name: N;
  asked: Table[N]["asked"];
}

/** Ask the worker. It may have to be started: the browser does that. */
export async function tell<N extends Name>(name: N, asked: Table[N]["asked"]): Promise<Table[N]["answered"]> {
  const message: Message<N> = { name, asked };
  return await chrome.runtime.sendMessage<Message<N>, Table[N]["answered"]>(message);
}
