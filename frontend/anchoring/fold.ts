/**
 * A text as it is compared: what a rewrite of the page may change without changing a word is folded away.
 *
 * Whitespace of any kind and length is one space; soft hyphens, zero-width and direction marks are dropped; quotes and
 * dashes of every shape are one; ligatures are spelled out; what Unicode can write in two ways is composed (NFC). Case,
 * accents and digits stay: they are part of the words.
 */
import { lastAtMost } from "./nodes";
import type { Span } from "./text";

export interface Folded {
  readonly text: string;
  /** Where the character that gave this one begins, and where it ends, in the text that was folded. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const SPACES = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
const NOTHING =
  "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064" +
  "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff";
const ALIKE: readonly (readonly [string, string])[] = [
  ["'", "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u2039\u203a\u00b4`"],
  ['"', "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"],
  ["-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"],
  ["...", "\u2026"],
];

const SPACE = 1;
const DROP = 2;
const SPELL = 3;
/** What to do with each UTF-16 unit; 0: nothing. */
const KIND = new Uint8Array(65536);
const SPELLED = new Map<number, string>();

for (const one of SPACES) KIND[one.charCodeAt(0)] = SPACE;
for (const one of NOTHING) KIND[one.charCodeAt(0)] = DROP;
for (const [plain, shapes] of ALIKE) for (const one of shapes) spell(one.charCodeAt(0), plain);
// Latin, Armenian, Hebrew and Arabic ligatures and presentation forms, as PDFs have them.
for (let code = 0xfb00; code <= 0xfefc; code++) {
  if (code < 0xfe00 || code >= 0xfe70) spell(code, String.fromCharCode(code).normalize("NFKC"));
}

function spell(code: number, plain: string): void {
  if (plain === String.fromCharCode(code)) return;
  KIND[code] = SPELL;
  SPELLED.set(code, plain.trim());
}

/** What NFC may change: a letter with its marks, Hangul in parts, and signs that are another sign. */
const COMPOSABLE = /[^\p{M}]\p{M}+|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[\u0340-\u0387\u1f71-\u1ffd\u2126\u212a\u212b\uf900-\ufaff]/gu;

/** Units that a function takes at once. */
const CHUNK = 8192;

export function fold(text: string): Folded {
  const out = new Folding(text.length);
  if (text.normalize("NFC") === text) {
    out.run(text, 0);
  } else {
    let done = 0;
    for (const found of text.matchAll(COMPOSABLE)) {
      out.run(text.slice(done, found.index), done);
      out.cluster(found[0], found.index);
      done = found.index + found[0].length;
    }
    out.run(text.slice(done), done);
  }
  return out.done();
}

class Folding {
  private units: Uint16Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private length = 0;

  constructor(size: number) {
    this.units = new Uint16Array(size + 16);
    this.starts = new Int32Array(size + 16);
    this.ends = new Int32Array(size + 16);
  }

  done(): Folded {
    const { length } = this;
    return {
      text: asText(this.units.subarray(0, length)),
      starts: this.starts.subarray(0, length),
      ends: this.ends.subarray(0, length),
    };
  }

  run(text: string, offset: number): void {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      this.unit(code, KIND[code] ?? 0, offset + at, offset + at + 1);
    }
  }

  /** Several units that are one character: each unit of it leads to the whole. */
  cluster(text: string, offset: number): void {
    const composed = text.normalize("NFC");
    for (let at = 0; at < composed.length; at++) {
      const code = composed.charCodeAt(at);
      this.unit(code, KIND[code] ?? 0, offset, offset + text.length);
    }
  }

  private unit(code: number, kind: number, start: number, end: number): void {
    if (kind === 0) this.push(code, start, end);
    else if (kind === SPACE) this.space(start, end);
    else if (kind === SPELL) for (const one of SPELLED.get(code) ?? "") this.push(one.charCodeAt(0), start, end);
  }

  private space(start: number, end: number): void {
    if (this.length && this.units[this.length - 1] === 32) this.ends[this.length - 1] = end;
    else this.push(32, start, end);
  }

  private push(code: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = code;
    this.starts[this.length] = start;
    this.ends[this.length++] = end;
  }

  private grow(): void {
    const size = this.length * 2;
    const larger = [new Uint16Array(size), new Int32Array(size), new Int32Array(size)] as const;
    larger[0].set(this.units);
    larger[1].set(this.starts);
    larger[2].set(this.ends);
    [this.units, this.starts, this.ends] = larger;
  }
}

/** By way of `fromCharCode`, so that a text in Latin letters takes one byte a letter, and is searched as fast. */
function asText(units: Uint16Array): string {
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += CHUNK) parts.push(String.fromCharCode(...units.subarray(at, at + CHUNK)));
  return parts.join("");
}

/** The first folded character at or after an offset of the text. */
export function foldedOffset(folded: Folded, offset: number): number {
  return lastAtMost(folded.starts, offset - 1) + 1;
}

/** Where folded characters stand in the text. */
export function unfolded(folded: Folded, start: number, end: number): Span {
  return { start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? 0 };
}
