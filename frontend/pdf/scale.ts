/** How large sheets are shown, and how finely they are drawn. */

/** A scale of 1 shows a point of the PDF as a pixel; "width": as wide as there is room. */
export type Zoom = "width" | number;

export interface Size {
  width: number;
  height: number;
}

/** At 100 % an inch of paper, 72 points, is an inch of CSS, 96 pixels. */
export const WHOLE = 96 / 72;
const STEPS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4].map((step) => step * WHOLE);
/** No sheet is longer than this on any side, in CSS pixels, whatever its PDF says. */
const LONGEST = 16_000;
const SHORTEST = 48;
/** Pixels of a canvas: together, and on a side. */
const MOST_PIXELS = 8_000_000;
const LONGEST_CANVAS = 8_000;

/** The scale of a page (its size in points) with so much room beside. */
export function scaleOf(zoom: Zoom, { width, height }: Size, room: number): number {
  const wished = zoom === "width" ? room / width : zoom;
  return Math.min(wished, LONGEST / width, LONGEST / height);
}

/** A sheet's box, in CSS pixels: never so flat that a window would hold thousands of them. */
export function boxAt(scale: number, { width, height }: Size): Size {
  return { width: Math.max(SHORTEST, Math.floor(width * scale)), height: Math.max(SHORTEST, Math.floor(height * scale)) };
}

/** How many pixels of a canvas there are to a pixel of CSS: the screen's, as far as memory allows. */
export function finenessOf({ width, height }: Size, screen: number): number {
  return Math.min(screen, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_CANVAS / width, LONGEST_CANVAS / height);
}

/** The next step up or down from a scale. */
export function stepped(scale: number, direction: 1 | -1): number {
  const near = 0.005;
  const further = STEPS.filter((step) => (step - scale) * direction > near);
  return (direction === 1 ? further[0] : further.at(-1)) ?? scale;
}
