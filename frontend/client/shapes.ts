/** What the server tells and is told, as `/api/v1/openapi.json` has it. Types only: nothing here runs. */

export type Color = "yellow" | "blue" | "green" | "pink";
export type Kind = "highlight" | "note" | "page_note" | "reply";

export interface TextQuote {
  type: "TextQuoteSelector";
  exact: string;
  prefix?: string;
  suffix?: string;
}

/** UTF-16 offsets in the root's text. */
export interface TextPosition {
  type: "TextPositionSelector";
  start: number;
  end: number;
}

export interface RangeXPath {
  type: "RangeSelector";
  startContainer: string;
  startOffset: number;
  endContainer: string;
  endOffset: number;
}

/** A page of a PDF: `page=7`, 1 is the first. */
export interface PageFragment {
  type: "FragmentSelector";
  conformsTo: string;
  value: string;
}

export type Selector = TextQuote | TextPosition | RangeXPath | PageFragment;

/** `login` is null for a name that came with imported words. */
export interface Person {
  login: string | null;
  name: string;
}

/** A group's slug, or `~` and a person's login. */
export type LibraryName = string;

/** What one may do with an annotation. */
export type Right = "edit" | "delete" | "reply";

export interface Annotation {
  id: number;
  kind: Kind;
  quote: string;
  selectors: Selector[];
  /** Null where nothing is quoted. */
  color: Color | null;
  body: string;
  /** Sanitised: may be set as it is. */
  body_html: string;
  body_format: "markdown" | "plain";
  tags: string[];
  author: Person;
  mine: boolean;
  can: Right[];
  /** RFC 3339, UTC. */
  created: string;
  created_known: boolean;
  updated: string;
  /** The state it is in: what `change` and `remove` are given to say what was seen. */
  etag: string;
  /** The libraries in which it is heard, as far as one may know them; empty: only me. */
  audience: LibraryName[];
  only_me: boolean;
  parent: number | null;
  root: number | null;
  replies: number;
  withdrawn: boolean;
  approximate: boolean;
  /** Where it stands among our pages. */
  html_url: string;
  /** May be given to anybody: it shows what whoever opens it may see. */
  link: string;
}

/** Which page: one that is kept, or any address. */
export type Place = { bookmark: number } | { url: string; title?: string };

/** What to say. With selectors a highlight (or with a body a note), with a parent a reply, else a page note. */
export interface Draft {
  /** 1 to 64 characters the client makes up; sent twice, the second answers with the first. */
  key: string;
  selectors: Selector[];
  color: Color;
  body: string;
  tags: string[];
  /** Empty: only me. Of a reply: exactly one library of its parent's; none where only its author hears it. */
  audience: LibraryName[];
  parent?: number;
}

/** What of an annotation is to be otherwise; what is left out stays. */
export interface Change {
  selectors?: Selector[];
  color?: Color;
  body?: string;
  tags?: string[];
  audience?: LibraryName[];
}

/** A library of one's own people, as an audience and as a shelf. */
export interface Shelf {
  id: LibraryName;
  name: string;
  kind: "person" | "group";
  /** How many hear what is said there; of one's own library 1. */
  members: number;
  /** Anybody may read it. One's own library is offered as an audience ("everyone") only if it is open. */
  open: boolean;
  /** Whether one may save pages there. Any member may reply. */
  writable: boolean;
  /** The audience in plain words, in the reader's language: "everyone", "Tic&Travail, 64 members". */
  word: string;
  recommended: string[];
}

export interface Me {
  person: Person;
  /** One's own first, then groups by name. */
  libraries: Shelf[];
  /** The colour used last. */
  colour: Color;
}

/** A bookmark of a page, in a library that one reads. */
export interface Kept {
  id: number;
  library: LibraryName;
  title: string;
  description: string;
  tags: string[];
  private: boolean;
  /** Whether one brought it oneself. */
  mine: boolean;
  /** Whether one may change and delete it. */
  editable: boolean;
  created: string;
  html_url: string;
}

/** What is known of an address in the libraries that one reads. */
export interface PageKnown {
  url: string;
  /** What decides that two addresses are one page. */
  key: string;
  bookmarks: Kept[];
  /** On one's list of what to read. */
  unread: boolean;
  /** How many annotations one hears, and how many of them are one's own. */
  annotations: number;
  mine: number;
}

/** Digests (SHA-256, hexadecimal) of the keys of pages in one's libraries that begin with `prefix`. */
export interface Digests {
  prefix: string;
  digests: string[];
  /** False: there are too many; ask with one digit more. */
  complete: boolean;
}

/** A tag of a library, and how many bookmarks there carry it. */
export interface Tag {
  name: string;
  bookmarks: number;
}

export interface Bookmark {
  id: number;
  library: LibraryName;
  url: string;
  site: string;
  title: string;
  description: string;
  tags: string[];
  private: boolean;
  unread: boolean;
  created: string;
  updated: string;
  html_url: string;
}

/** A page to keep. */
export interface NewBookmark {
  url: string;
  title?: string;
  description?: string;
  tags?: string[];
  private?: boolean;
  /** Put it on one's list of what to read. */
  unread?: boolean;
}

export interface BookmarkChange {
  title?: string;
  description?: string;
  tags?: string[];
  private?: boolean;
  unread?: boolean;
}

/** Errors are values. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/**
 * `offline`: no answer came. `signed-out`: nobody, where somebody is needed. `refused`: as written it cannot be done.
 * `changed`: it is no longer as it was seen. `gone`: it is no more, or not for one to know. `broken`: the server's fault.
 */
export type ProblemKind = "offline" | "signed-out" | "refused" | "changed" | "gone" | "broken";

export interface Problem {
  kind: ProblemKind;
  /** For people, in their language. */
  sentence: string;
  /** The same, field by field. */
  errors?: Record<string, string>;
  /** Seconds after which to ask again. */
  after?: number;
}
