/**
 * Where highlights have to be elements: one unknown element of ours around each piece of text, styled through its own
 * `style` object (a strict policy allows that, and what is important there no rule of the page overrides). Text nodes are
 * cut to wrap them, and put back as they were: no adjoining texts of the page are ever joined.
 */
import type { Painted, Painter } from "./painter";
import { strokeStyle } from "./pens";
import type { Declarations, Stroke } from "./pens";

export const MARK = "florilegium-mark";

interface Piece {
  start: number;
  end: number;
  painted: Painted;
}

/** A text node that was cut: itself, what it said, and the texts made of its end. */
interface Cut {
  node: Text;
  data: string;
  rest: Text[];
}

export function spanPainter(page: Document, forced: boolean): Painter {
  let cuts: Cut[] = [];
  let spans = new Map<number, HTMLElement[]>();
  let putBack: (() => void)[] = [];
  const clear = () => {
    for (const span of [...spans.values()].flat()) span.replaceWith(...span.childNodes);
    for (const cut of cuts) join(cut);
    for (const restore of putBack) restore();
    cuts = putBack = [];
    spans = new Map();
  };
  const wrap = (text: Text, { id, stroke }: Painted) => {
    const span = page.createElement(MARK);
    dress(span, forced ? plain(stroke) : strokeStyle(stroke));
    text.before(span);
    span.append(text);
    spans.set(id, [...(spans.get(id) ?? []), span]);
  };
  return {
    touches: true,
    paint(all) {
      clear();
      putBack = all.map(({ range }) => remember(range));
      for (const [node, pieces] of byNode(all)) {
        const { cut, texts } = cutUp(node, pieces);
        cuts.push(cut);
        for (const { text, covering } of texts) for (const painted of covering) wrap(text, painted);
      }
    },
    boxes: (id) => (spans.get(id) ?? []).flatMap((span) => [...span.getClientRects()]),
    clear,
  };
}

/** Colours are forced: the pen line alone, in the text's own colour; what is in focus has a frame. */
function plain(stroke: Stroke): Declarations {
  if (stroke.look === "draft") return { outline: "1px solid" };
  const line = strokeStyle({ ...stroke, focus: false })["text-decoration"] ?? "";
  const { "text-underline-offset": offset = "0" } = strokeStyle(stroke);
  return {
    "text-decoration": line.replace(/#\w+$/, "currentcolor"),
    "text-underline-offset": offset,
    ...(stroke.focus ? { outline: "2px solid" } : {}),
  };
}

function dress(span: HTMLElement, declarations: Declarations): void {
  for (const [property, value] of Object.entries(declarations)) span.style.setProperty(property, value, "important");
}

// ------------------------------------------------------------------ cutting, and putting back

/** What each text node has to be cut for, worked out before the first cut moves anything. */
function byNode(all: readonly Painted[]): Map<Text, Piece[]> {
  const nodes = new Map<Text, Piece[]>();
  for (const painted of all) {
    for (const node of textsIn(painted.range)) {
      const { startContainer, startOffset, endContainer, endOffset } = painted.range;
      const start = node === startContainer ? startOffset : 0;
      const end = node === endContainer ? endOffset : node.length;
      if (start < end) nodes.set(node, [...(nodes.get(node) ?? []), { start, end, painted }]);
    }
  }
  return nodes;
}

function textsIn(range: Range): Text[] {
  const root = range.commonAncestorContainer;
  if (root instanceof Text) return [root];
  const texts: Text[] = [];
  const walker = root.ownerDocument?.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker?.nextNode(); node; node = walker?.nextNode()) {
    if (node instanceof Text && range.intersectsNode(node)) texts.push(node);
  }
  return texts;
}

/** One text for each stretch between two borders, with what covers it, outermost first. */
function cutUp(node: Text, pieces: readonly Piece[]): { cut: Cut; texts: { text: Text; covering: Painted[] }[] } {
  const cut: Cut = { node, data: node.data, rest: [] };
  const borders = [...new Set(pieces.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const texts: { text: Text; covering: Painted[] }[] = [];
  let text = node;
  let from = 0;
  for (const to of [...borders, cut.data.length]) {
    const covering = pieces.filter(({ start, end }) => start <= from && end >= to && to > from).map((piece) => piece.painted);
    const next = to > from && to < cut.data.length ? text.splitText(to - from) : null;
    if (covering.length > 0) texts.push({ text, covering });
    if (next) cut.rest.push(next);
    text = next ?? text;
    from = to;
  }
  return { cut, texts };
}

/** The text as it was, unless the page itself changed it in the meantime: then only our elements have gone. */
function join({ node, data, rest }: Cut): void {
  if ([node, ...rest].map((text) => text.data).join("") !== data) return;
  for (const text of rest) {
    node.appendData(text.data);
    text.remove();
  }
}

/** A range loses its ends when its text is moved into an element of ours; this gives them back. */
function remember(range: Range): () => void {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  return () => {
    try {
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
    } catch {
      // The page took the words away meanwhile: they will be looked for again.
    }
  };
}
