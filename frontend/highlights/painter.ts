/**
 * Paints ranges, and tells which of them is under a point. Two ways to do it: CSS Custom Highlights, which leave the
 * document alone, and elements of our own where those are missing or, in forced colours, lose their lines.
 */
import { levelsOf } from "./levels";
import { isNight } from "./night";
import type { Look, Stroke } from "./pens";
import { registryPainter } from "./registry";
import { spanPainter } from "./spans";

/** What to paint: a range, and where it stands in the text (which orders and layers it). */
export interface Painting {
  id: number;
  range: Range;
  start: number;
  end: number;
  look: Look;
  mine: boolean;
}

export interface Painted {
  id: number;
  range: Range;
  stroke: Stroke;
}

/** One way of painting. It is given everything each time, the lower levels first. */
export interface Painter {
  /** It puts elements into the document: whoever reads its text has to `clear` first. */
  readonly touches: boolean;
  paint(all: readonly Painted[]): void;
  /** Where one is on the screen, line by line. */
  boxes(id: number): DOMRect[];
  /** Leave the document as it was found. */
  clear(): void;
}

export function createPainter(page: Document): Painter {
  const forced = page.defaultView?.matchMedia("(forced-colors: active)").matches ?? false;
  return (forced ? null : registryPainter(page)) ?? spanPainter(page, forced);
}

/** How each is painted: on its level, by day or by night as its own words ask for, and one of them in focus. */
export function strokesOf(paintings: readonly Painting[], focus: number | null): Painted[] {
  const levels = levelsOf(paintings);
  return paintings
    .map(({ id, range, look, mine, start }, index) => ({
      id,
      range,
      start,
      stroke: { look, mine, level: levels[index] ?? 0, night: isNight(range), focus: id === focus },
    }))
    .sort((a, b) => a.stroke.level - b.stroke.level || a.start - b.start);
}

/** Which of these are under a point of the window, the innermost first. */
export function idsAt(x: number, y: number, painter: Painter, paintings: readonly Painting[]): number[] {
  return paintings
    .filter(({ id }) => painter.boxes(id).some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom))
    .sort((a, b) => a.end - a.start - (b.end - b.start))
    .map(({ id }) => id);
}
