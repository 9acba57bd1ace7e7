/** The bar over the sheets: which page is read, and how large. */
import { WHOLE } from "./scale";
import type { Sheets } from "./sheets";

export function wireBar(bar: HTMLFormElement, sheets: Sheets, language: string): void {
  const control = (name: string) => bar.elements.namedItem(name);
  const page = control("page");
  const size = control("size");
  const fit = control("fit");
  const count = bar.querySelector<HTMLElement>("[data-count]");
  if (!(page instanceof HTMLInputElement) || !(size instanceof HTMLOutputElement) || !(fit instanceof HTMLButtonElement)) return;
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  page.max = String(sheets.count);
  if (count) count.textContent = (count.dataset["count"] ?? "").replace("{n}", new Intl.NumberFormat(language).format(sheets.count));

  const tell = () => {
    const { current } = sheets;
    if (!current) return;
    if (document.activeElement !== page) page.value = String(current.number);
    size.value = percent.format(current.scale / WHOLE);
    fit.setAttribute("aria-pressed", String(sheets.zoom === "width"));
  };
  const go = () => {
    const wished = Math.min(sheets.count, Math.max(1, Math.round(page.valueAsNumber)));
    if (Number.isNaN(wished)) return;
    page.value = String(wished);
    sheets.goTo(wished);
  };
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  page.addEventListener("change", go);
  page.addEventListener("blur", tell);
  const press = (name: string, act: () => void) => {
    const button = control(name);
    if (button instanceof HTMLButtonElement) button.addEventListener("click", act);
  };
  press("smaller", () => { sheets.step(-1); }); // prettier-ignore
  press("larger", () => { sheets.step(1); }); // prettier-ignore
  press("fit", () => { sheets.resize("width"); }); // prettier-ignore
  let asked = false;
  sheets.events.on("view", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      tell();
    });
  });
  bar.hidden = false;
  tell();
}
