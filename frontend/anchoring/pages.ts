/** The pages of a PDF's text layer: elements with `data-page-number`, as pdf.js makes them. */
import type { DocumentText, Span } from "./text";

/** Where a page's text is; null if the page is not there (yet). */
export function pageText(text: DocumentText, page: number): Span | null {
  const found = (text.root as ParentNode).querySelector(`[data-page-number="${String(page)}"]`);
  return found && text.spanOf(found);
}

/** Whether a root is laid out in pages at all. */
export function hasPages(text: DocumentText): boolean {
  return (text.root as ParentNode).querySelector("[data-page-number]") !== null;
}
