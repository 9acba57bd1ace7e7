/** The way between offsets in a text and places in its nodes. */
import type { DocumentText, Piece, Span } from "./text";

/** A text node's own words, and the whitespace around them. */
export interface Said {
  readonly before: string;
  readonly text: string;
  readonly after: string;
  /** Each character stands in the node as it stands here. */
  readonly plain: boolean;
}

const BLANK = /[\t\n\f\r ]/;
const RUNS = /[\t\n\f\r]|[\t\n\f\r ]{2}/;
const EDGE = /[\s\u200b\u2060\ufeff]/;

/** Split a text node's data; inside `<pre>` the whitespace between words stays as it is. */
export function collapse(data: string, pre: boolean): Said {
  let start = 0;
  let end = data.length;
  while (start < end && BLANK.test(data.charAt(start))) start++;
  while (end > start && BLANK.test(data.charAt(end - 1))) end--;
  const words = data.slice(start, end);
  const plain = pre || !RUNS.test(words);
  const text = plain ? words : words.replace(/[\t\n\f\r ]+/g, " ");
  return { before: data.slice(0, start), text, after: data.slice(end), plain };
}

/** For each character of the collapsed words, and for their end, its offset in the node. */
function offsets(data: string, lead: number, length: number): Int32Array {
  const found = new Int32Array(length + 1);
  let raw = lead;
  for (let at = 0; at < length; at++) {
    found[at] = raw;
    raw++;
    if (BLANK.test(data.charAt(raw - 1))) while (BLANK.test(data.charAt(raw))) raw++;
  }
  found[length] = raw;
  return found;
}

/** Index of the last number that is not greater; -1 if all are. */
export function lastAtMost(sorted: ArrayLike<number>, value: number, length = sorted.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The element of a tree in whose shadow, at any depth, a node stands; null if it does not. */
function hostIn(tree: Node, node: Node): Element | null {
  let inside = node.getRootNode();
  while (inside instanceof ShadowRoot) {
    const { host } = inside;
    inside = host.getRootNode();
    if (inside === tree) return host;
  }
  return null;
}

/** The text nodes of a text in order, and where every element in it began and ended. */
export class NodeMap {
  private readonly nodes: Text[] = [];
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private readonly leads: number[] = [];
  private readonly plain: boolean[] = [];
  private readonly indexes = new Map<Node, number>();
  private readonly began = new Map<Node, number>();
  private readonly ended = new Map<Node, number>();
  private readonly maps = new Map<number, Int32Array>();
  private forest = false;
  private readonly root: Node;

  constructor(root: Node) {
    this.root = root;
  }

  enter(node: Node, at: number): void {
    this.began.set(node, at);
  }

  leave(node: Node, at: number): void {
    this.ended.set(node, at);
  }

  add(node: Text, at: number, said: Said, pre: boolean): void {
    this.indexes.set(node, this.nodes.length);
    this.nodes.push(node);
    this.starts.push(at);
    this.lengths.push(said.text.length);
    this.leads.push(said.before.length);
    this.plain.push(said.plain || pre);
  }

  over(text: string, trees: readonly Node[]): DocumentText {
    this.forest = trees.length > 1;
    return {
      root: this.root,
      text,
      trees,
      rangeOf: (start, end) => this.rangeOf(start, end, text),
      piecesOf: (start, end) => this.piecesOf(start, end),
      offsetsOf: (range) => this.offsetsOf(range, text),
      spanOf: (node) => this.spanOf(node),
    };
  }

  private rangeOf(start: number, end: number, text: string): Range | null {
    if (start >= end) return null;
    const at = this.nodeAt(start);
    const first = this.piece(at, start, end) ?? this.piece(at + 1, start, end);
    const last = this.piece(this.nodeAt(end - 1), start, end);
    if (!first || !last || !this.holds(first) || !this.holds(last)) return null;
    if (this.forest && first.node.getRootNode() !== last.node.getRootNode()) return this.rangeAcross(first, last, { start, end }, text);
    const range = first.node.ownerDocument.createRange();
    range.setStart(first.node, first.start);
    range.setEnd(last.node, last.end);
    return range.collapsed || range.startContainer !== first.node ? null : range;
  }

  /** No range begins in one tree and ends in another: one that holds the whole host will do, if that holds no more words. */
  private rangeAcross(first: Piece, last: Piece, { start, end }: Span, text: string): Range | null {
    const range = first.node.ownerDocument.createRange();
    const behind = hostIn(first.node.getRootNode(), last.node);
    const before = hostIn(last.node.getRootNode(), first.node);
    if (behind) {
      range.setStart(first.node, first.start);
      range.setEndAfter(behind);
    } else if (before) {
      range.setStartBefore(before);
      range.setEnd(last.node, last.end);
    } else return null;
    const told = this.offsetsOf(range, text);
    return told && told.start >= start && told.end <= end ? range : null;
  }

  private holds(piece: Piece): boolean {
    return piece.node.isConnected === this.root.isConnected && piece.end <= piece.node.length;
  }

  private piecesOf(start: number, end: number): Piece[] {
    const pieces: Piece[] = [];
    for (let at = Math.max(0, this.nodeAt(start)); at < this.nodes.length; at++) {
      if ((this.starts[at] ?? end) >= end) break;
      const piece = this.piece(at, start, end);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  /** The node that holds the character, or the one before the gap in which it stands. */
  private nodeAt(offset: number): number {
    return lastAtMost(this.starts, offset);
  }

  /** What of a node lies between two offsets. */
  private piece(index: number, start: number, end: number): Piece | null {
    const node = this.nodes[index];
    const at = this.starts[index];
    const length = this.lengths[index];
    if (!node || at === undefined || length === undefined) return null;
    const from = Math.max(0, start - at);
    const to = Math.min(length, end - at);
    return from < to ? { node, start: this.raw(index, from), end: this.raw(index, to - 1) + 1 } : null;
  }

  private raw(index: number, within: number): number {
    const lead = this.leads[index] ?? 0;
    return this.plain[index] ? lead + within : (this.map(index)[within] ?? 0);
  }

  private map(index: number): Int32Array {
    let map = this.maps.get(index);
    if (!map) {
      map = offsets(this.nodes[index]?.data ?? "", this.leads[index] ?? 0, this.lengths[index] ?? 0);
      this.maps.set(index, map);
    }
    return map;
  }

  private offsetsOf(range: AbstractRange, text: string): Span | null {
    let start = this.offsetAt(range.startContainer, range.startOffset);
    let end = this.offsetAt(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    while (start < end && EDGE.test(text.charAt(start))) start++;
    while (end > start && EDGE.test(text.charAt(end - 1))) end--;
    return start < end ? { start, end } : null;
  }

  private offsetAt(container: Node, offset: number): number | null {
    const index = this.indexes.get(container);
    if (index !== undefined) return this.inNode(index, offset);
    let parent: Node | null = container;
    let next = container.nodeType === Node.TEXT_NODE ? container : (container.childNodes[offset] ?? null);
    if (next === container) parent = container.parentNode;
    while (parent) {
      for (; next; next = next.nextSibling) {
        const found = this.startOf(next);
        if (found !== null) return found;
      }
      const end = this.ended.get(parent);
      if (end !== undefined || parent === this.root) return end ?? null;
      next = parent.nextSibling;
      parent = parent.parentNode;
    }
    return null;
  }

  private startOf(node: Node): number | null {
    const index = this.indexes.get(node);
    return (index === undefined ? this.began.get(node) : this.starts[index]) ?? null;
  }

  private inNode(index: number, offset: number): number {
    const at = this.starts[index] ?? 0;
    const length = this.lengths[index] ?? 0;
    const lead = this.leads[index] ?? 0;
    if (this.plain[index]) return at + Math.min(length, Math.max(0, offset - lead));
    return at + Math.max(0, Math.min(length, lastAtMost(this.map(index), offset - 1) + 1));
  }

  private spanOf(node: Node): Span | null {
    const index = this.indexes.get(node);
    if (index !== undefined) {
      const start = this.starts[index] ?? 0;
      return { start, end: start + (this.lengths[index] ?? 0) };
    }
    const start = this.began.get(node);
    const end = this.ended.get(node);
    return start === undefined || end === undefined ? null : { start, end };
  }
}
