import { LEVELS } from "./pens";

export interface Stretch {
  start: number;
  end: number;
}

/**
 * On which level each stretch is underlined, so that two which overlap never share a line: the first free one, the
 * earlier and longer below. Answers in the order of what it was given.
 */
export function levelsOf(stretches: readonly Stretch[]): number[] {
  const order = stretches
    .map((stretch, index) => ({ ...stretch, index }))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
  const ends: number[] = [];
  const levels = new Array<number>(stretches.length).fill(0);
  for (const { start, end, index } of order) {
    const free = ends.findIndex((taken) => taken <= start);
    const level = free >= 0 ? free : Math.min(ends.length, LEVELS - 1);
    ends[level] = Math.max(ends[level] ?? 0, end);
    levels[index] = level;
  }
  return levels;
}
