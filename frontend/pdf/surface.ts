/** The surface that is a PDF: its words are read as the server reads them, and painted where they are set. */
import { LocalSurface } from "../surface/local";
import type { Mark } from "../surface/surface";
import type { Sheets } from "./sheets";

export class PdfSurface extends LocalSurface {
  readonly #sheets: Sheets;
  readonly #pages = new Map<number, number>();
  readonly #stop: () => void;

  constructor(sheets: Sheets) {
    super(sheets.element, sheets);
    this.#sheets = sheets;
    this.#stop = sheets.events.on("set", () => { this.again(); }); // prettier-ignore
  }

  override paint(marks: readonly Mark[]): void {
    this.#pages.clear();
    for (const { id, selectors } of marks) {
      const told = selectors.find((selector) => selector.type === "FragmentSelector")?.value ?? "";
      const page = Number(/^page=(\d+)$/.exec(told)?.[1]);
      if (page > 0) this.#pages.set(id, page);
    }
    // Where the server has read nothing, the browser has to, before it looks for words there.
    for (const page of new Set(this.#pages.values())) void this.#sheets.at(page)?.learn();
    super.paint(marks);
  }

  override reveal(id: number): void {
    super.reveal(id);
    const page = this.pageOf(id);
    if (page !== null) void this.#sheets.show(page).then(() => { super.reveal(id); }); // prettier-ignore
  }

  override close(): void {
    this.#stop();
    super.close();
  }

  /** The page on which a mark begins, once it is found. */
  private pageOf(id: number): number | null {
    const start = this.rangeOf(id)?.startContainer;
    const element = start instanceof Element ? start : start?.parentElement;
    const sheet = element?.closest<HTMLElement>("[data-page-number]");
    return sheet ? Number(sheet.dataset["pageNumber"]) : (this.#pages.get(id) ?? null);
  }
}
