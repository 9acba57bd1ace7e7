/** All pages of a PDF: which are near the window and drawn, how large they are, and the way between read and seen words. */
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { createEvents } from "../surface/events";
import type { Reading } from "../surface/reading";
import { stepped } from "./scale";
import type { Size, Zoom } from "./scale";
import { Sheet } from "./sheet";

interface SheetsEvents {
  /** The words of a sheet stand elsewhere now. */
  set: Sheet;
  /** Another page is the one that is read, or the size is another. */
  view: null;
}

/** How far from the window sheets are drawn: a window above it and one below. */
const NEAR = "100% 0px";

export class Sheets implements Reading {
  readonly element: HTMLElement;
  /** The words of all pages as the server reads them, the same text as in the reader; it stands outside the page. */
  readonly root: HTMLElement;
  readonly events = createEvents<SheetsEvents>();
  readonly #all: Sheet[] = [];
  readonly #byElement = new Map<Element, Sheet>();
  readonly #near = new Set<Sheet>();
  readonly #waiting = new Map<Sheet, (() => void)[]>();
  #zoom: Zoom = "width";
  #room: number;

  constructor(element: HTMLElement, pdf: PDFDocumentProxy, first: Size, titled: (number: number) => string) {
    this.element = element;
    this.root = document.createElement("div");
    this.#room = element.clientWidth;
    element.dataset["sheets"] = "";
    for (let number = 1; number <= pdf.numPages; number++) this.#all.push(this.#sheet(pdf, number, first, titled));
    for (const extra of element.querySelectorAll<HTMLElement>("[data-page-number]")) {
      if (!this.#byElement.has(extra)) extra.remove();
    }
    this.#watch();
  }

  get count(): number {
    return this.#all.length;
  }

  get zoom(): Zoom {
    return this.#zoom;
  }

  /** The page that is read: the one that holds the line a third down the window, or the nearest before it. */
  get current(): Sheet | undefined {
    const line = innerHeight / 3;
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.element.getBoundingClientRect().top ?? Infinity) <= line) low = middle + 1;
      else high = middle;
    }
    return this.#all[Math.max(0, low - 1)];
  }

  at(number: number): Sheet | undefined {
    return this.#all[number - 1];
  }

  /** Bring a page to the window's top. */
  goTo(number: number): void {
    this.at(number)?.element.scrollIntoView({ block: "start" });
  }

  /** Until a page is drawn; its sheet is brought to the window for that. */
  async show(number: number): Promise<void> {
    const sheet = this.at(number);
    if (!sheet || sheet.isDrawn) return;
    const drawn = new Promise<void>((resolve) => {
      this.#waiting.set(sheet, [...(this.#waiting.get(sheet) ?? []), resolve]);
    });
    sheet.element.scrollIntoView({ block: "start" });
    await drawn;
  }

  resize(zoom: Zoom): void {
    const { current } = this;
    const box = current?.element.getBoundingClientRect();
    const share = box ? (innerHeight / 3 - box.top) / box.height : 0;
    this.#zoom = zoom;
    for (const sheet of this.#all) sheet.fit(zoom, this.#room);
    const now = current?.element.getBoundingClientRect();
    if (now) scrollBy({ top: now.top + now.height * share - innerHeight / 3, behavior: "instant" });
    for (const sheet of this.#near) void this.#draw(sheet);
    this.events.tell("view", null);
  }

  /** One step larger or smaller than the page that is read. */
  step(direction: 1 | -1): void {
    this.resize(stepped(this.current?.scale ?? 1, direction));
  }

  // ---------------------------------------------------------------- read and seen

  readonly read = (seen: Range): Range | null => {
    const held = this.#all.filter(({ element }) => seen.intersectsNode(element)).flatMap((sheet) => {
      const words = sheet.readOf(seen);
      const node = sheet.read.firstChild;
      return words && node ? [{ node, ...words }] : [];
    });
    const first = held[0];
    const last = held.at(-1);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.node, first.start);
    range.setEnd(last.node, last.end);
    return range;
  };

  readonly seen = (read: Range): Range | null => {
    const first = this.#sheetOf(read.startContainer);
    const last = this.#sheetOf(read.endContainer);
    if (!first || !last) return null;
    const behind = first === last ? read.endOffset : first.read.textContent.length;
    const begin = first.seenOf(read.startOffset, behind);
    const end = last.seenOf(first === last ? read.startOffset : 0, read.endOffset);
    const range = document.createRange();
    range.setStart(begin.node, begin.start);
    range.setEnd(end.last, end.end);
    return range;
  };

  #sheetOf(node: Node): Sheet | undefined {
    const element = node instanceof Element ? node : node.parentElement;
    return this.at(Number(element?.closest<HTMLElement>("[data-page-number]")?.dataset["pageNumber"]));
  }

  // ---------------------------------------------------------------- drawing

  #sheet(pdf: PDFDocumentProxy, number: number, size: Size, titled: (number: number) => string): Sheet {
    const name = String(number);
    let element = this.element.querySelector<HTMLElement>(`#page-${name}`);
    if (!element) {
      element = document.createElement("section");
      element.id = `page-${name}`;
      element.className = "pdf-page";
      element.dataset["pageNumber"] = name;
      element.setAttribute("aria-label", titled(number));
      this.element.append(element);
    }
    const read = document.createElement("section");
    read.dataset["pageNumber"] = name;
    read.textContent = element.textContent;
    this.root.append(read);
    const sheet = new Sheet(pdf, element, read, size);
    this.#byElement.set(element, sheet);
    sheet.fit(this.#zoom, this.#room);
    return sheet;
  }

  #watch(): void {
    const nearness = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) {
          const sheet = this.#byElement.get(target);
          if (sheet) this.#come(sheet, isIntersecting);
        }
      },
      { rootMargin: NEAR },
    );
    for (const { element } of this.#all) nearness.observe(element);
    const room = new ResizeObserver(() => {
      if (this.element.clientWidth === this.#room) return;
      this.#room = this.element.clientWidth;
      if (this.#zoom === "width") this.resize("width");
    });
    room.observe(this.element);
    addEventListener("scroll", () => { this.events.tell("view", null); }, { passive: true }); // prettier-ignore
  }

  #come(sheet: Sheet, isNear: boolean): void {
    if (isNear) {
      this.#near.add(sheet);
      void this.#draw(sheet);
    } else {
      this.#near.delete(sheet);
      sheet.clear((act) => { this.#keepSelection(act); }); // prettier-ignore
      this.events.tell("set", sheet);
    }
  }

  async #draw(sheet: Sheet): Promise<void> {
    const done = await sheet.draw(this.#zoom, this.#room, (act) => { this.#keepSelection(act); }); // prettier-ignore
    if (!done) return;
    this.events.tell("set", sheet);
    for (const resolve of this.#waiting.get(sheet) ?? []) resolve();
    this.#waiting.delete(sheet);
  }

  /** Words that are chosen stay chosen, though other nodes hold them. */
  #keepSelection(act: () => void): void {
    const selection = getSelection();
    const chosen = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const read = chosen?.intersectsNode(this.element) === true ? this.read(chosen) : null;
    act();
    const range = read && this.seen(read);
    if (!range || !selection) return;
    selection.removeAllRanges();
    selection.addRange(range);
  }
}
