/** The pages of a PDF's text layer: elements with `data-page-number`, as pdf.js makes them. */
import type { DocumentText, Span } from "./text";

/** Where a page's text is, without what parts it from the page before; null if the page is not there (yet). */
export function pageText(text: DocumentText, page: number): Span | null {
  const found = (text.root as ParentNode).querySelector(`[data-page-number="${String(page)}"]`);
  const span = found && text.spanOf(found);
  if (!span || span.start === span.end) return span;
  return { start: span.start + (text.text[span.start] === "\n" ? 1 : 0), end: span.end };
}

/** Whether a root is laid out in pages at all. */
export function hasPages(text: DocumentText): boolean {
  return (text.root as ParentNode).querySelector("[data-page-number]") !== null;
}
