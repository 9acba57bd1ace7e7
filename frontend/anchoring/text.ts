/**
 * A root's text as one string, and the way back to its nodes.
 *
 * The text is what somebody reads, not how it was marked up: whitespace runs are one space, the boundaries of blocks and
 * `<br>` are one newline, whatever the source's indentation. So the same passage has the same words on the live page, in
 * the frozen copy and in the article. Which elements are blocks is told by their names, not by their style: a stylesheet
 * that fails to load must not move an annotation. What is hidden counts, since a press shows it; what is never shown
 * (scripts, templates, `<noscript>`) does not.
 *
 * Open shadow roots are read where they show (the flat tree). Elements with `data-florilegium` are our own and not there.
 */
import { collapse, NodeMap } from "./nodes";

export const OURS = "data-florilegium";

const SILENT = new Set(
  ("script style template noscript head title iframe object embed audio video canvas textarea select datalist " +
    "desc metadata annotation annotation-xml rp").split(" "),
);
const BLOCKS = new Set(
  ("address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table " +
    "tbody text tfoot thead tr ul").split(" "),
);
const CELLS = new Set(["td", "th"]);

/** Part of a text node. */
export interface Piece {
  readonly node: Text;
  readonly start: number;
  readonly end: number;
}

/** Two offsets in a text; the second is behind the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a root said when it was read. It does not follow what happens to the nodes afterwards. */
export interface DocumentText {
  readonly root: Node;
  readonly text: string;
  /** The trees that were read: the root, and each open shadow root in it. */
  readonly trees: readonly Node[];
  /** The range of these characters; null if none holds just these: they begin or end amid another tree, or their nodes are gone. */
  rangeOf(start: number, end: number): Range | null;
  /** The parts of text nodes that these characters are; for painting where one range cannot reach. */
  piecesOf(start: number, end: number): Piece[];
  /** Where a range is in the text, without whitespace at its ends; null if it holds no text. */
  offsetsOf(range: AbstractRange): Span | null;
  /** Where what a node holds begins and ends; null if it is not of this text. */
  spanOf(node: Node): Span | null;
}

export function isText(one: Node | DocumentText): one is DocumentText {
  return "piecesOf" in one;
}

/** Read a root. A root that is itself hidden from reading has no text. */
export function readText(root: Node): DocumentText {
  const reading = new Reading(root);
  reading.read();
  return reading.done();
}

/** One level of the walk: what is still to be read of a node, and whether spaces count there. */
interface Level {
  readonly owner: Node;
  readonly slotted: readonly Node[] | null;
  next: Node | null;
  index: number;
  readonly pre: boolean;
  readonly gap: string;
}

class Reading {
  private readonly parts: string[] = [];
  private readonly root: Node;
  private readonly nodes: NodeMap;
  private readonly trees: Node[] = [];
  private length = 0;
  private gap = "";

  constructor(root: Node) {
    this.root = root;
    this.nodes = new NodeMap(root);
    this.trees.push(root);
  }

  done(): DocumentText {
    return this.nodes.over(this.parts.join(""), this.trees);
  }

  /** Depth first, without recursion: a hostile page may be deeper than the stack. */
  read(): void {
    const levels: Level[] = [];
    const first = this.enter(this.root, false);
    if (first) levels.push(first);
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      const node = take(level);
      if (!node) {
        this.leave(level);
        levels.pop();
      } else if (node.nodeType === Node.TEXT_NODE) {
        this.say(node as Text, level.pre);
      } else {
        const deeper = this.enter(node, level.pre);
        if (deeper) levels.push(deeper);
      }
    }
  }

  private enter(node: Node, pre: boolean): Level | null {
    if (node.nodeType === Node.DOCUMENT_NODE || node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      return this.open(node, node, null, pre, "");
    }
    return node.nodeType === Node.ELEMENT_NODE ? this.enterElement(node as Element, pre) : null;
  }

  private enterElement(element: Element, pre: boolean): Level | null {
    const name = element.localName;
    if (SILENT.has(name) || element.hasAttribute(OURS)) return null;
    const gap = BLOCKS.has(name) ? "\n" : CELLS.has(name) ? " " : "";
    this.part(gap);
    const shadow = element.shadowRoot;
    if (shadow) this.trees.push(shadow);
    const slotted = name === "slot" ? (element as HTMLSlotElement).assignedNodes() : [];
    return this.open(element, shadow ?? element, slotted.length ? slotted : null, pre || name === "pre", gap);
  }

  private open(owner: Node, inside: Node, slotted: readonly Node[] | null, pre: boolean, gap: string): Level {
    this.nodes.enter(owner, this.length);
    if (inside !== owner) this.nodes.enter(inside, this.length);
    return { owner, slotted, next: slotted ? null : inside.firstChild, index: 0, pre, gap };
  }

  private leave(level: Level): void {
    this.nodes.leave(level.owner, this.length);
    this.part(level.gap);
  }

  /** A boundary: it shows only between words. */
  private part(gap: string): void {
    if (gap === "\n" ? !this.gap.includes("\n") : !this.gap) this.gap = gap;
  }

  private say(node: Text, pre: boolean): void {
    const said = collapse(node.data, pre);
    if (said.before) this.space(said.before, pre);
    if (said.text) {
      if (this.length && this.gap) {
        this.parts.push(this.gap);
        this.length += this.gap.length;
      }
      this.gap = "";
      this.nodes.add(node, this.length, said, pre);
      this.parts.push(said.text);
      this.length += said.text.length;
    }
    if (said.after) this.space(said.after, pre);
  }

  private space(blank: string, pre: boolean): void {
    if (pre) this.gap += blank;
    else this.gap ||= " ";
  }
}

function take(level: Level): Node | null {
  if (level.slotted) return level.slotted[level.index++] ?? null;
  const node = level.next;
  level.next = node?.nextSibling ?? null;
  return node;
}
