/** The page of a PDF that was kept: without this script its words, with it its sheets as they are, and the annotator. */
import { annotate } from "../reader/annotate";
import { wireBar } from "./bar";
import { openDocument } from "./document";
import { steadySelection } from "./selecting";
import { Sheets } from "./sheets";
import { PdfSurface } from "./surface";

const article = document.querySelector<HTMLElement>("article[data-pdf]");
if (article) void begin(article);

async function begin(article: HTMLElement): Promise<void> {
  const opened = await openDocument(article.dataset["pdf"] ?? "");
  if (!opened.ok) {
    const trouble = document.querySelector<HTMLElement>(`[data-trouble="${opened.trouble}"]`);
    if (trouble) trouble.hidden = false;
    return;
  }
  const { pdf } = opened;
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  const language = document.documentElement.lang || "en";
  const title = article.dataset["page"] ?? "{n}";
  const sheets = new Sheets(article, pdf, { width, height }, (number) => title.replace("{n}", String(number)));
  const bar = document.querySelector<HTMLFormElement>("[data-sheet-bar]");
  if (bar) wireBar(bar, sheets, language);
  steadySelection(article);
  annotate(article, new PdfSurface(sheets));
}
