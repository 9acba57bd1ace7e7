/** A page to be kept, as the popup asks for it: in one library or in several at once. */
import type { LibraryName, Problem } from "../client/shapes";

export interface Wish {
  /** Made up by the popup: the same wish sent twice is kept once. */
  key: string;
  url: string;
  title: string;
  description: string;
  tags: string[];
  libraries: LibraryName[];
  /** In one's own library only. */
  private: boolean;
  unread: boolean;
  /** The document as it was seen, to be frozen by the server; empty: no copy is asked for. */
  copy: string;
}

/** What became of it. `kept`: the libraries that have it now; `waits`: it is kept here and sent later. */
export interface Saved {
  state: "kept" | "waits" | "refused";
  kept: { library: LibraryName; id: number; html_url: string }[];
  problem: Problem | null;
  /** Said of the copy alone: the page itself is kept. */
  copyProblem: string;
}

/** A wish that is not sent yet, without its copy. */
export interface Waiting {
  key: string;
  url: string;
  title: string;
  libraries: LibraryName[];
  /** Why it waits: the last problem's sentence. */
  sentence: string;
  since: number;
}
