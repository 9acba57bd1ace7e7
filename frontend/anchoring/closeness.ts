/** How much of a passage's surroundings is still there. */

/** Characters by which the surroundings may have grown before they no longer count as beside the quote. */
const SLACK = 8;

/**
 * Of a prefix and what stands before a place: 1 if the text ends with the prefix there, else one less the share of its
 * characters to insert, drop or replace, 0 at the least. Bound together at the place, free at the far end.
 */
export function closenessBefore(prefix: string, text: string, place: number): number {
  if (!prefix) return 0;
  if (text.endsWith(prefix, place)) return 1;
  return closeness(backwards(prefix), backwards(text.slice(Math.max(0, place - prefix.length - SLACK), place)));
}

/** The same of a suffix and what stands behind a place. */
export function closenessAfter(suffix: string, text: string, place: number): number {
  if (!suffix) return 0;
  if (text.startsWith(suffix, place)) return 1;
  return closeness(suffix, text.slice(place, place + suffix.length + SLACK));
}

/** How many characters agree before a place and behind another, without a gap. */
export function agreement(prefix: string, suffix: string, text: string, start: number, end: number): number {
  let before = 0;
  while (before < prefix.length && prefix.charCodeAt(prefix.length - 1 - before) === text.charCodeAt(start - 1 - before)) {
    before++;
  }
  let after = 0;
  while (after < suffix.length && suffix.charCodeAt(after) === text.charCodeAt(end + after)) after++;
  return before + after;
}

export function backwards(text: string): string {
  return text.split("").reverse().join("");
}

function closeness(pattern: string, text: string): number {
  return Math.max(0, 1 - Math.min(...distances(text, pattern)) / pattern.length);
}

/**
 * For each length of a beginning of the text its edit distance to the whole pattern: insert, drop or replace one UTF-16
 * unit. With `free`, the pattern may begin anywhere in the text, and the lengths say where it ends.
 */
export function distances(text: string, pattern: string, free = false): number[] {
  let row = Array.from({ length: text.length + 1 }, (_, at) => (free ? 0 : at));
  for (let p = 1; p <= pattern.length; p++) {
    const next = [p];
    const code = pattern.charCodeAt(p - 1);
    for (let t = 1; t <= text.length; t++) {
      const same = code === text.charCodeAt(t - 1) ? 0 : 1;
      next.push(Math.min((row[t - 1] ?? 0) + same, (row[t] ?? 0) + 1, (next[t - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row;
}
