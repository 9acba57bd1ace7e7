/** What popup and options say: one table a language, the same keys by type. People's own words are never touched. */
import type { AddressProblem } from "./instance";
import { english } from "./words.en";
import { french } from "./words.fr";

export interface Words {
  options: string;
  // signing in
  where: string;
  whereHelp: string;
  signIn: string;
  signingIn: string;
  signOut: string;
  signedInAt: (name: string, address: string) => string;
  problems: Record<AddressProblem | "not-allowed" | "closed", string>;
  // keeping
  title: string;
  why: string;
  tags: string;
  tagsHelp: string;
  removeTag: (tag: string) => string;
  recommended: (library: string) => string;
  into: string;
  mine: string;
  seenBy: string;
  onlyMe: string;
  everyone: string;
  toRead: string;
  copy: string;
  keep: string;
  keeping: string;
  keyHint: string;
  annotate: string;
  cannotKeep: string;
  cannotAnnotate: string;
  chooseLibrary: string;
  // afterwards
  kept: string;
  copyComes: string;
  copyProblem: (why: string) => string;
  waits: string;
  refused: (why: string) => string;
  isIn: (libraries: string) => string;
  said: (n: number) => string;
  keepAgain: string;
  remove: string;
  removed: string;
  putBack: string;
  read: string;
  // what waits
  waiting: (n: number) => string;
  waitingSince: (when: string) => string;
  sendNow: string;
  drop: string;
  // options
  account: string;
  pages: string;
  byHand: string;
  everywhere: string;
  everywhereHelp: string;
  off: string;
  sitesShown: string;
  sitesOff: string;
  dropIt: string;
  dropSite: (site: string) => string;
  // on the site of this page
  saidHere: (host: string) => string;
  byItself: string;
  byButton: string;
  never: string;
  isOff: string;
  offAltogether: string;
  everywhereStill: string;
  notAllowed: string;
  keys: string;
  nothingWaits: string;
  notAnswered: string;
}

export function wordsFor(language: string): Words {
  return /^fr\b/i.test(language) ? french : english;
}

/** Fill a sentence's names in as the language lists them. */
export function listed(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language).format(names);
}
