/**
 * One page's words as they are read and as they are set. The server reads a PDF with one library, the browser sets it with
 * another: spaces, hyphens, ligatures and accents may differ, and columns may come in another order. So letters are
 * matched with letters, and what stands in one of them alone has no other end.
 */

/** A letter among the pieces that are set. */
export interface Place {
  piece: number;
  offset: number;
  /** Where it ends. */
  end: number;
}

/** Letters in a row that are sure to be the same words. */
const ROW = 6;
/** How many pairs of letters are compared one by one, where no row is sure. */
const PAIRS = 4_000_000;

interface Letters {
  text: string;
  /** Where each begins and ends in what it was taken from. */
  starts: number[];
  ends: number[];
}

export class Words {
  readonly #read: Letters;
  readonly #set: Letters;
  readonly #pieces: number[] = [];
  readonly #toRead: Int32Array;
  readonly #toSet: Int32Array;

  constructor(read: string, pieces: readonly string[]) {
    this.#read = lettersOf(read);
    let length = 0;
    for (const piece of pieces) {
      this.#pieces.push(length);
      length += piece.length;
    }
    this.#set = lettersOf(pieces.join(""));
    this.#toRead = matched(this.#set.text, this.#read.text);
    this.#toSet = new Int32Array(this.#read.text.length).fill(-1);
    this.#toRead.forEach((to, from) => { if (to >= 0) this.#toSet[to] = from; }); // prettier-ignore
  }

  /** Where what is set between two places is read; null if nothing of it is. */
  readBetween(from: { piece: number; offset: number }, to: { piece: number; offset: number }): { start: number; end: number } | null {
    const first = this.#setIndex(from);
    const found = this.#toRead.slice(first, this.#setIndex(to)).filter((at) => at >= 0);
    if (found.length === 0) return null;
    const start = found.reduce((least, at) => Math.min(least, at));
    const end = found.reduce((most, at) => Math.max(most, at));
    return { start: this.#read.starts[start] ?? 0, end: this.#read.ends[end] ?? 0 };
  }

  /** The first and the last letter, as they are set, of what is read between two offsets; null if none is set. */
  setBetween(start: number, end: number): { first: Place; last: Place } | null {
    const { starts } = this.#read;
    const found = this.#toSet.slice(firstFrom(starts, start), firstFrom(starts, end)).filter((at) => at >= 0);
    if (found.length === 0) return null;
    const first = found.reduce((least, at) => Math.min(least, at));
    const last = found.reduce((most, at) => Math.max(most, at));
    return { first: this.#place(first), last: this.#place(last) };
  }

  #setIndex({ piece, offset }: { piece: number; offset: number }): number {
    return firstFrom(this.#set.starts, (this.#pieces[piece] ?? Infinity) + offset);
  }

  #place(index: number): Place {
    const at = this.#set.starts[index] ?? 0;
    const piece = firstFrom(this.#pieces, at + 1) - 1;
    const begin = this.#pieces[piece] ?? 0;
    return { piece, offset: at - begin, end: (this.#set.ends[index] ?? at) - begin };
  }
}

/** The index of the first that is not less. */
function firstFrom(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NOT_A_LETTER = /[\s\p{M}\p{C}]/gu;
const spelled = new Map<string, string>();

/** What a character is compared by: ligatures as the letters they stand for, letters without their marks. */
function spell(character: string): string {
  let found = spelled.get(character);
  if (found === undefined) {
    found = character.normalize("NFKD").replace(NOT_A_LETTER, "");
    spelled.set(character, found);
  }
  return found;
}

function lettersOf(text: string): Letters {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const character of text) {
    const letters = spell(character);
    parts.push(letters);
    starts.push(...Array<number>(letters.length).fill(at));
    ends.push(...Array<number>(letters.length).fill(at + character.length));
    at += character.length;
  }
  return { text: parts.join(""), starts, ends };
}

/** For each letter of one text the letter of the other that it is, or -1. */
function matched(one: string, other: string): Int32Array {
  const to = new Int32Array(one.length).fill(-1);
  if (one === other) return to.map((_, index) => index);
  matchRows(one, other, to);
  matchBetween(one, other, to);
  return to;
}

/** Rows of letters that stand only once in the other, and as far as they go on being the same. */
function matchRows(one: string, other: string, to: Int32Array): void {
  const rows = new Map<string, number>();
  for (let at = 0; at + ROW <= other.length; at++) {
    const row = other.slice(at, at + ROW);
    rows.set(row, rows.has(row) ? -1 : at);
  }
  const taken = new Uint8Array(other.length);
  const pair = (from: number, at: number): boolean => {
    if (from < 0 || from >= one.length || at < 0 || at >= other.length) return false;
    if (one[from] !== other[at] || to[from] !== -1 || taken[at] === 1) return false;
    to[from] = at;
    taken[at] = 1;
    return true;
  };
  for (let from = 0; from + ROW <= one.length; from++) {
    const at = to[from] === -1 ? (rows.get(one.slice(from, from + ROW)) ?? -1) : -1;
    if (at < 0) continue;
    for (let back = 1; pair(from - back, at - back); back++);
    for (let on = 0; pair(from + on, at + on); on++);
  }
}

/** What stands between two rows, where it stands between the same two in the other. */
function matchBetween(one: string, other: string, to: Int32Array): void {
  let begin = 0;
  while (begin < one.length) {
    if (to[begin] !== -1) {
      begin++;
      continue;
    }
    let end = begin;
    while (end < one.length && to[end] === -1) end++;
    const from = begin === 0 ? 0 : (to[begin - 1] ?? 0) + 1;
    const until = end === one.length ? other.length : (to[end] ?? 0);
    if (until > from) matchAlike(one.slice(begin, end), other.slice(from, until), to, { begin, from });
    begin = end;
  }
}

/** The longest series of letters that two short texts share. */
function matchAlike(one: string, other: string, to: Int32Array, { begin, from }: { begin: number; from: number }): void {
  let lead = 0;
  while (lead < one.length && one[lead] === other[lead]) {
    to[begin + lead] = from + lead;
    lead++;
  }
  const rows = one.length - lead;
  const columns = other.length - lead;
  if (rows === 0 || columns === 0 || rows * columns > PAIRS) return;
  const width = columns + 1;
  const longest = new Uint16Array((rows + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const same = one[lead + row] === other[lead + column];
      longest[row * width + column] = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (one[lead + row] === other[lead + column]) {
      to[begin + lead + row] = from + lead + column;
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
}
