/** Notes in the margin: each on the line of its quote, or as near below as the notes before it allow. */

export interface Beside {
  /** The line of its quote, in pixels. */
  top: number;
  height: number;
}

/**
 * Where each goes, in the order given (that of the page), with a gap between two. The one at `pinned` stands exactly on
 * its line, and those before it make room upwards.
 */
export function besides(notes: readonly Beside[], gap: number, pinned = -1): number[] {
  const tops: number[] = [];
  let free = -Infinity;
  for (const { top, height } of notes) {
    const at = Math.max(top, free);
    tops.push(at);
    free = at + height + gap;
  }
  const held = notes[pinned];
  if (!held || (tops[pinned] ?? 0) <= held.top) return tops;
  return [...upwards(notes.slice(0, pinned), tops, held.top, gap), ...besides(notes.slice(pinned), gap)];
}

function upwards(notes: readonly Beside[], tops: readonly number[], limit: number, gap: number): number[] {
  const moved: number[] = [];
  let free = limit;
  for (let at = notes.length - 1; at >= 0; at--) {
    const top = Math.min(tops[at] ?? 0, free - gap - (notes[at]?.height ?? 0));
    moved.unshift(top);
    free = top;
  }
  return moved;
}
