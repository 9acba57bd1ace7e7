/**
 * One page of a PDF. Far from the window it is a box of its size with its words in it, unseen, so that the browser's own
 * search and screen readers find them; near the window it is drawn, and its words stand where they are set.
 */
import { TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import { boxAt, finenessOf, scaleOf } from "./scale";
import type { Size, Zoom } from "./scale";
import { Words } from "./words";

interface Layer {
  element: HTMLElement;
  nodes: Text[];
  words: Words;
}

/** Where some words are, in the page as it is now. */
export interface Seen {
  node: Node;
  start: number;
  last: Node;
  end: number;
}

export class Sheet {
  readonly number: number;
  readonly element: HTMLElement;
  /** Its words as they are read: an element that stands outside the page. */
  readonly read: HTMLElement;
  readonly #pdf: PDFDocumentProxy;
  readonly #plain: HTMLElement;
  #size: Size;
  #scale = 1;
  #layer: Layer | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #work: AbortController | null = null;

  constructor(pdf: PDFDocumentProxy, element: HTMLElement, read: HTMLElement, size: Size) {
    this.number = Number(element.dataset["pageNumber"]);
    this.element = element;
    this.read = read;
    this.#pdf = pdf;
    this.#size = size;
    this.#plain = document.createElement("div");
    this.#plain.className = "plain";
    this.#plain.textContent = read.textContent;
    element.replaceChildren(this.#plain);
  }

  get scale(): number {
    return this.#scale;
  }

  get isDrawn(): boolean {
    return this.#layer !== null;
  }

  /** Take its size; what was drawn at another size is drawn anew by whoever asks for it. */
  fit(zoom: Zoom, room: number): void {
    this.#scale = scaleOf(zoom, this.#size, room);
    const { width, height } = boxAt(this.#scale, this.#size);
    this.element.style.width = `${String(width)}px`;
    this.element.style.height = `${String(height)}px`;
    this.#layer?.element.style.setProperty("--total-scale-factor", String(this.#scale));
    if (this.#canvas) stretch(this.#canvas, this.#size, this.#scale);
  }

  /** Its words, where the server has read none: as they are set. */
  async learn(): Promise<void> {
    if (this.read.textContent.trim() !== "") return;
    const { items } = await (await this.#pdf.getPage(this.number)).getTextContent();
    const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
    if (text.trim() === "") return;
    this.read.textContent = text;
    this.#plain.textContent = text;
  }

  /** Draw it; `changing` is called around the moment when its words take their places. False: it was called off. */
  async draw(zoom: Zoom, room: number, changing: (act: () => void) => void): Promise<boolean> {
    this.#work?.abort();
    const work = (this.#work = new AbortController());
    const isOff = () => work.signal.aborted;
    await this.learn();
    const page = await this.#pdf.getPage(this.number);
    if (isOff()) return false;
    const { width, height } = page.getViewport({ scale: 1 });
    this.#size = { width, height };
    this.fit(zoom, room);
    const scale = this.#scale;
    const [canvas, layer] = await Promise.all([drawn(page, scale, work.signal), this.#set(page, scale)]);
    if (isOff()) {
      free(canvas);
      return false;
    }
    changing(() => {
      this.#drop();
      this.#canvas = canvas;
      this.#layer = layer;
      (this.element.shadowRoot ?? this.element.attachShadow({ mode: "open" })).replaceChildren(canvas, document.createElement("slot"));
      this.element.replaceChildren(layer.element);
    });
    this.element.setAttribute("data-drawn", "");
    return true;
  }

  /** Leave it as a box again. */
  clear(changing: (act: () => void) => void): void {
    this.#work?.abort();
    this.#work = null;
    if (!this.#layer) return;
    changing(() => {
      this.#drop();
      this.element.shadowRoot?.replaceChildren(document.createElement("slot"));
      this.element.replaceChildren(this.#plain);
    });
    this.element.removeAttribute("data-drawn");
    void this.#pdf.getPage(this.number).then((page) => page.cleanup());
  }

  /** What of its words a range holds, as offsets in what is read; null if none. */
  readOf(range: Range): { start: number; end: number } | null {
    const nodes = this.#nodes().filter((node) => node.length > 0 && range.intersectsNode(node));
    const first = nodes[0];
    const last = nodes.at(-1);
    if (!first || !last) return null;
    const start = first === range.startContainer ? range.startOffset : 0;
    const end = last === range.endContainer ? range.endOffset : last.length;
    if (!this.#layer) return start < end ? { start, end } : null;
    const all = this.#layer.nodes;
    return this.#layer.words.readBetween({ piece: all.indexOf(first), offset: start }, { piece: all.indexOf(last), offset: end });
  }

  /** Where what is read between two offsets is seen: at the sheet's own beginning, if its letters are not set. */
  seenOf(start: number, end: number): Seen {
    const found = this.#layer?.words.setBetween(start, end);
    const first = found && this.#layer?.nodes[found.first.piece];
    const last = found && this.#layer?.nodes[found.last.piece];
    if (found && first && last) return { node: first, start: found.first.offset, last, end: found.last.end };
    const [plain] = this.#nodes();
    if (this.#layer || !plain) return { node: this.element, start: 0, last: this.element, end: 0 };
    return { node: plain, start: Math.min(start, plain.length), last: plain, end: Math.min(end, plain.length) };
  }

  #nodes(): Text[] {
    if (this.#layer) return this.#layer.nodes;
    return [...this.#plain.childNodes].filter((node) => node instanceof Text);
  }

  async #set(page: PDFPageProxy, scale: number): Promise<Layer> {
    const element = document.createElement("div");
    element.className = "textLayer";
    element.style.setProperty("--total-scale-factor", String(scale));
    const viewport = page.getViewport({ scale });
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: element, viewport });
    await layer.render();
    const nodes = layer.textDivs.flatMap(({ firstChild }) => (firstChild instanceof Text ? [firstChild] : []));
    const end = document.createElement("div");
    end.className = "endOfContent";
    element.append(end);
    return { element, nodes, words: new Words(this.read.textContent, nodes.map(({ data }) => data)) };
  }

  #drop(): void {
    if (this.#canvas) free(this.#canvas);
    this.#canvas = null;
    this.#layer = null;
  }
}

async function drawn(page: PDFPageProxy, scale: number, signal: AbortSignal): Promise<HTMLCanvasElement> {
  const canvas = document.createElement("canvas");
  const size = page.getViewport({ scale });
  const fineness = finenessOf(size, devicePixelRatio);
  const viewport = page.getViewport({ scale: scale * fineness });
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  canvas.style.cssText = "position:absolute;inset:0;";
  stretch(canvas, page.getViewport({ scale: 1 }), scale);
  canvas.setAttribute("aria-hidden", "true");
  const task: RenderTask = page.render({ canvas, viewport });
  signal.addEventListener("abort", () => { task.cancel(); }); // prettier-ignore
  try {
    await task.promise;
  } catch (error) {
    // Called off, or a page that cannot be drawn whole: what is there is shown, and its words are there.
    if (!(error instanceof Error)) throw error;
  }
  return canvas;
}

function stretch(canvas: HTMLCanvasElement, { width, height }: Size, scale: number): void {
  canvas.style.width = `${String(width * scale)}px`;
  canvas.style.height = `${String(height * scale)}px`;
}

/** A canvas keeps its pixels until somebody collects it, unless it has none. */
function free(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
