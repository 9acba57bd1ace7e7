/** BLAKE2b (RFC 7693), unkeyed: what browsers do not have, and the keys of very long addresses end in. */

const MASK = (1n << 64n) - 1n;
const START = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
];
const ORDER = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const MIXES = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
] as const;

const right = (value: bigint, bits: bigint) => ((value >> bits) | (value << (64n - bits))) & MASK;

/** The digest of an ASCII text, hexadecimal. `size`: its bytes, at most 64. */
export function blake2b(text: string, size: number): string {
  const bytes = new TextEncoder().encode(text);
  const state = [...START];
  state[0] = at(state, 0) ^ 0x01010000n ^ BigInt(size);
  const blocks = Math.max(1, Math.ceil(bytes.length / 128));
  for (let block = 0; block < blocks; block++) {
    const part = new Uint8Array(128);
    part.set(bytes.subarray(block * 128, block * 128 + 128));
    compress(state, words(part), BigInt(Math.min(bytes.length, (block + 1) * 128)), block === blocks - 1);
  }
  return state.map(little).join("").slice(0, size * 2);
}

function at(list: readonly bigint[], index: number): bigint {
  return list[index] ?? 0n;
}

function words(part: Uint8Array): bigint[] {
  const view = new DataView(part.buffer);
  return Array.from({ length: 16 }, (_one, index) => view.getBigUint64(index * 8, true));
}

function compress(state: bigint[], message: bigint[], done: bigint, last: boolean): void {
  const v = [...state, ...START];
  v[12] = at(v, 12) ^ done;
  if (last) v[14] = at(v, 14) ^ MASK;
  for (let round = 0; round < 12; round++) {
    const order = ORDER[round % 10] ?? [];
    MIXES.forEach((mix, index) => {
      const [x, y] = [order[index * 2] ?? 0, order[index * 2 + 1] ?? 0];
      turn(v, mix, at(message, x), at(message, y));
    });
  }
  state.forEach((value, index) => (state[index] = value ^ at(v, index) ^ at(v, index + 8)));
}

function turn(v: bigint[], [a, b, c, d]: readonly [number, number, number, number], x: bigint, y: bigint): void {
  for (const [word, first, second] of [[x, 32n, 24n], [y, 16n, 63n]] as const) {
    v[a] = (at(v, a) + at(v, b) + word) & MASK;
    v[d] = right(at(v, d) ^ at(v, a), first);
    v[c] = (at(v, c) + at(v, d)) & MASK;
    v[b] = right(at(v, b) ^ at(v, c), second);
  }
}

function little(word: bigint): string {
  const text = word.toString(16).padStart(16, "0");
  return (text.match(/../g) ?? []).reverse().join("");
}
