import type { Annotation, Color, LibraryName, Me } from "../client/shapes";
import type { Spot, Surface } from "../surface/surface";
import type { Conversation } from "./conversation";
import type { Host, Store } from "./host";
import type { Sender } from "./sending";
import type { Wishes } from "./wishes";
import type { Words } from "./words";

/** What differs from place to place. */
export interface Options {
  /** Of the interface: what is not French is English. */
  language: string;
  /** Who is signed in, as far as the page knows; "": nobody; undefined: it does not know, and it has to be asked. */
  login: string | undefined;
  /** A name of what is annotated, the same each time it is opened: what is not sent yet waits under it. */
  page: string;
  store: Store;
  /** The page's own address on the web, for links to a passage; empty if it has none. */
  address: string;
  /** Where one signs in, and comes back. */
  signIn: string;
  /** The library it is read in, whose people are the first thought of as audience; empty on a live page. */
  library: LibraryName;
  /** Its bookmark is private: what is said goes to nobody else unless chosen so. */
  alone: boolean;
  /** Whether keys of one letter act; some readers' own tools use them all. */
  keys: () => boolean;
  /** Switch them on or off, where that is done here. */
  switchKeys?: (on: boolean) => void;
  /** The margin beside the text, in pixels of the document; null where there is none. */
  margin: () => { left: number; width: number } | null;
  /** Whether the document under the interface scrolls with the window, so that things can stand beside its lines. */
  beside: boolean;
  /** Where an orphan stood: the copy of its time. */
  stood: (annotation: Annotation) => string | null;
  /** `closed` on pages that are not ours. */
  shadow: ShadowRootMode;
}

/** What every part of the annotator knows. */
export interface Context {
  readonly words: Words;
  readonly options: Options;
  readonly surface: Surface;
  readonly host: Host;
  readonly conversation: Conversation;
  readonly sender: Sender;
  readonly wishes: Wishes;
  /** Null: signed out, as far as we know. */
  me: Me | null;
  /** The colour used last in this window: the server may not know of it yet when it says which it was. */
  color: Color | null;
  /** Done once it was asked who is signed in; until then, whoever it is may begin. */
  met: Promise<void>;
  /** For who listens. */
  announce: (text: string) => void;
  /** For who looks, and listens: a sentence, and what can be done about it; it stays until the next. */
  notify: (text: string, actions?: readonly Action[]) => void;
  /** Of an annotation: where it was found; null is nowhere, undefined is not yet known. */
  spotOf: (id: number) => Spot | null | undefined;
}

export interface Action {
  text: string;
  press: () => void;
}
