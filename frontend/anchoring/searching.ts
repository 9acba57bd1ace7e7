/**
 * A text in which strings are found without reading it through each time.
 *
 * Every run of SIZE units stands in a table under its hash, all runs of a hash in a chain in page order. A string is where
 * its rarest run is, and the rest of it around.
 */
import type { Span } from "./text";

const SIZE = 6;
const BITS = 16;
/** Runs of a string of which the rarest is taken. */
const PROBES = 5;
/** Of what stands in more places than this, no place is told from the others. */
export const MANY = 5000;

export class Searched {
  readonly text: string;
  private heads: Int32Array | null = null;
  private counts = new Int32Array(0);
  private next = new Int32Array(0);

  constructor(text: string) {
    this.text = text;
  }

  /** Every place of a string in a region, overlapping ones too; no more than MANY. */
  find(words: string, region: Span = { start: 0, end: this.text.length }): Span[] {
    if (!words) return [];
    return words.length < SIZE ? this.scan(words, region) : this.follow(words, region);
  }

  /** Whether it stands anywhere, as many times as this. */
  has(words: string, times = 1): boolean {
    return this.find(words).length >= times;
  }

  private scan(words: string, { start, end }: Span): Span[] {
    const found: Span[] = [];
    const { text } = this;
    let at = text.indexOf(words, start);
    while (at >= 0 && at + words.length <= end && found.length < MANY) {
      found.push({ start: at, end: at + words.length });
      at = text.indexOf(words, at + 1);
    }
    return found;
  }

  private follow(words: string, { start, end }: Span): Span[] {
    const heads = this.table();
    const probe = this.rarest(words);
    const found: Span[] = [];
    for (let at = heads[hashOf(words, probe)] ?? -1; at >= 0 && found.length < MANY; at = this.next[at] ?? -1) {
      const from = at - probe;
      if (from < start) continue;
      if (from + words.length > end) break;
      if (this.text.startsWith(words, from)) found.push({ start: from, end: from + words.length });
    }
    return found;
  }

  private rarest(words: string): number {
    let best = 0;
    let least = Infinity;
    for (let probe = 0; probe < PROBES; probe++) {
      const at = Math.floor(((words.length - SIZE) * probe) / (PROBES - 1));
      const count = this.counts[hashOf(words, at)] ?? 0;
      if (count < least) [best, least] = [at, count];
    }
    return best;
  }

  private table(): Int32Array {
    if (this.heads) return this.heads;
    const { text } = this;
    const heads = new Int32Array(1 << BITS).fill(-1);
    const counts = new Int32Array(1 << BITS);
    const next = new Int32Array(text.length);
    // From the end, so that each chain runs forward.
    for (let at = text.length - SIZE; at >= 0; at--) {
      const hash = hashOf(text, at);
      next[at] = heads[hash] ?? -1;
      heads[hash] = at;
      counts[hash] = (counts[hash] ?? 0) + 1;
    }
    this.counts = counts;
    this.next = next;
    this.heads = heads;
    return heads;
  }
}

function hashOf(text: string, at: number): number {
  let hash = 0;
  for (let unit = 0; unit < SIZE; unit++) hash = Math.imul(hash ^ text.charCodeAt(at + unit), 0x9e3779b1) ^ (hash >>> 15);
  return hash >>> (32 - BITS);
}
