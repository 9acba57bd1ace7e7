/**
 * What the annotator says, one table a language with the same keys by type. Numbers and dates are written by `Intl`.
 * People's own words are never touched.
 */
import type { Color } from "../highlights/pens";
import { english } from "./words.en";
import { french } from "./words.fr";

export interface Words {
  colors: Record<Color, string>;
  // the bar over chosen words
  bar: string;
  highlightIn: (color: string, key: string) => string;
  note: string;
  copy: string;
  link: string;
  quoteCopied: string;
  linkCopied: string;
  notCopied: string;
  heardBy: (audience: string) => string;
  changeAudience: string;
  chosen: (quote: string) => string;
  chooseWords: string;
  choosing: string;
  // writing
  yourNote: string;
  yourReply: string;
  pageNote: string;
  preview: string;
  markdown: string;
  nothingYet: string;
  tags: string;
  whoMayRead: string;
  onlyMe: string;
  everyone: string;
  color: string;
  save: string;
  reply: string;
  cancel: string;
  kept: string;
  // what was said
  you: string;
  kind: { highlight: string; note: string; page_note: string; reply: string };
  /** Before a name, and after it: “Highlight, yellow, by” Inès “: the words”. */
  by: (kind: string, color: string | null) => string;
  colon: string;
  answering: (who: string) => string;
  edited: string;
  withdrawn: string;
  approximate: string;
  edit: string;
  addNote: string;
  recolor: (color: string) => string;
  remove: string;
  copyLink: string;
  inOriginal: string;
  close: string;
  // what becomes of it
  saving: string;
  saved: string;
  keptHere: string;
  refused: string;
  signedOut: string;
  signIn: string;
  again: string;
  discard: string;
  removed: string;
  undo: string;
  putBack: string;
  changedMeanwhile: string;
  theirs: string;
  keepMine: string;
  takeTheirs: string;
  unfinished: (start: string) => string;
  goOn: string;
  fromOthers: (n: number) => string;
  // the panel
  annotations: string;
  annotationsCount: (n: number) => string;
  show: string;
  all: string;
  mine: string;
  none: string;
  pageNotes: string;
  addPageNote: string;
  inPageOrder: string;
  empty: string;
  orphans: string;
  orphansHelp: string;
  stood: string;
  reattach: string;
  reattachHelp: string;
  reattached: string;
  notSent: string;
  /** Behind the count of all. */
  notSentCount: (n: number) => string;
  keyboard: string;
  keysOn: string;
  keys: readonly (readonly [string, string])[];
  offline: string;
}

export function wordsFor(language: string): Words {
  return /^fr\b/i.test(language) ? french : english;
}
