/** Tells when marks have to be measured again, because lines moved, or painted again, because colours changed. */
export function watchLook(root: HTMLElement, signal: AbortSignal, changed: (what: "lines" | "colours") => void): void {
  const page = root.ownerDocument;
  const view = page.defaultView;
  if (!view) return;
  const measure = inAFrame(() => { changed("lines"); }); // prettier-ignore
  const recolour = inAFrame(() => { changed("colours"); }); // prettier-ignore

  const sizes = new ResizeObserver(measure);
  sizes.observe(root);
  sizes.observe(page.documentElement);
  const theme = new MutationObserver(recolour);
  for (const element of [page.documentElement, page.body]) {
    theme.observe(element, { attributes: true, attributeFilter: ["class", "data-theme", "data-paper", "style"] });
  }
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    view.matchMedia(query).addEventListener("change", recolour, { signal });
  }
  page.addEventListener("change", recolour, { signal });
  page.addEventListener("load", measure, { signal, capture: true });
  void page.fonts.ready.then(measure);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    theme.disconnect();
  });
}

function inAFrame(act: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}
