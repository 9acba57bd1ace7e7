/**
 * What our page and the one script of ours in a frozen copy say to each other: one table a direction.
 *
 * security: the copy is somebody else's document. Nothing runs in it but our script, and still every message from it is
 * taken for a stranger's: it is read by this table or dropped, it can only name marks that were sent there, and nothing
 * in it makes anything happen that a reader has to do herself.
 */
import type { Selector } from "../client/shapes";
import { COLORS } from "../highlights/pens";
import { either, flag, list, number, object, oneOf, orNull, text } from "./parsing";
import type { Reader } from "./parsing";
import type { Anchored, Box, Hand, Mark, Step } from "./surface";

export type ToFrame =
  | { type: "paint"; marks: Mark[] }
  | { type: "point"; id: number | null }
  | { type: "reveal"; id: number }
  | { type: "step"; step: Step }
  | { type: "deselect" };

export type FromFrame =
  | { type: "ready" }
  | { type: "selected"; selectors: Selector[]; box: Box; by: Hand }
  | { type: "moved"; box: Box }
  | { type: "deselected" }
  | { type: "pressed"; ids: number[]; box: Box }
  | { type: "anchored"; anchored: Anchored[] }
  | { type: "key"; key: string };

/** Marks of one page, at most; the API tells no more either. */
const MOST = 20_000;
const LONGEST = 100_000;

const context = text(1000);
const path = text(10_000);

const selector = either<Selector>(
  object({ type: oneOf("TextQuoteSelector"), exact: text(LONGEST), prefix: context, suffix: context }),
  object({ type: oneOf("TextQuoteSelector"), exact: text(LONGEST) }),
  object({ type: oneOf("TextPositionSelector"), start: number, end: number }),
  object({ type: oneOf("RangeSelector"), startContainer: path, startOffset: number, endContainer: path, endOffset: number }),
  object({ type: oneOf("FragmentSelector"), conformsTo: context, value: context }),
);

const selectors = list(selector, 8);
const box: Reader<Box> = object({ left: number, top: number, right: number, bottom: number });
const spot = object({ top: number, bottom: number, endX: number, endY: number, share: number, approximate: flag });
const mark: Reader<Mark> = object({ id: number, selectors, look: oneOf(...COLORS, "draft"), mine: flag });

export const toFrame: Reader<ToFrame> = either<ToFrame>(
  object({ type: oneOf("paint"), marks: list(mark, MOST) }),
  object({ type: oneOf("point"), id: orNull(number) }),
  object({ type: oneOf("reveal"), id: number }),
  object({ type: oneOf("step"), step: oneOf("next", "previous", "longer", "shorter") }),
  object({ type: oneOf("deselect") }),
);

export const fromFrame: Reader<FromFrame> = either<FromFrame>(
  object({ type: oneOf("ready") }),
  object({ type: oneOf("selected"), selectors, box, by: oneOf("pointer", "touch", "keyboard") }),
  object({ type: oneOf("moved"), box }),
  object({ type: oneOf("deselected") }),
  object({ type: oneOf("pressed"), ids: list(number, 100), box }),
  object({ type: oneOf("anchored"), anchored: list(object({ id: number, spot: orNull(spot) }), MOST) }),
  object({ type: oneOf("key"), key: text(6) }),
);
