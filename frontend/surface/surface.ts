/** Where the words are: a document, or a frame with one in it, in which marks are painted and words chosen. */
import type { Selector } from "../client/shapes";
import type { Look } from "../highlights/pens";

/** What is to be painted. An id below zero is not at the server yet. */
export interface Mark {
  id: number;
  selectors: readonly Selector[];
  look: Look;
  mine: boolean;
}

/** In pixels of the window. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a mark stands, in pixels of the whole document. */
export interface Spot {
  top: number;
  bottom: number;
  /** Where its last line ends, in the direction of its words, at half height. */
  endX: number;
  endY: number;
  /** How far down the document its first line is: 0 to 1. */
  share: number;
  /** The words are no longer quite those, or only a quote was known. */
  approximate: boolean;
}

/** A mark that was looked for, and where it is; null: an orphan. */
export interface Anchored {
  id: number;
  spot: Spot | null;
}

export type Hand = "pointer" | "touch" | "keyboard";

export interface Selected {
  selectors: Selector[];
  quote: string;
  box: Box;
  by: Hand;
}

export interface SurfaceEvents {
  selected: Selected;
  /** The same words, elsewhere in the window: somebody scrolls. */
  moved: Box;
  deselected: null;
  pressed: { ids: number[]; box: Box };
  anchored: readonly Anchored[];
  key: KeyPress;
}

/** A key that nothing else wanted. */
export interface KeyPress {
  readonly key: string;
  /**
   * It was pressed in a foreign document, which may say so without anybody's having pressed it: it may lead to a button,
   * and never press one.
   */
  readonly told: boolean;
  /** Set by whoever acts on it: then it does nothing else, such as be the first letter of a note. */
  used: boolean;
}

export type Step = "next" | "previous" | "longer" | "shorter";

export interface Surface {
  /** Paint these and nothing else; the answer is the event `anchored`, in one or several parts. */
  paint(marks: readonly Mark[]): void;
  /** Show which one it is, or none. */
  point(id: number | null): void;
  /** The same, and scroll there. */
  reveal(id: number): void;
  /** Choose words by the keyboard: a sentence, then more or fewer words. Answers with `selected`. */
  step(step: Step): void;
  deselect(): void;
  on<E extends keyof SurfaceEvents>(event: E, listener: (what: SurfaceEvents[E]) => void): () => void;
  /** Leave the document as it was found. */
  close(): void;
}
