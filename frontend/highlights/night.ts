/**
 * Whether words are light, so that the page under them is dark. The words themselves are asked, not the reader's
 * preference: a live page may be dark for everybody, or in one of its parts.
 */
export function isNight(range: Range): boolean {
  const { startContainer } = range;
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  const view = element?.ownerDocument.defaultView;
  return element && view ? isLight(view.getComputedStyle(element).color) : false;
}

/** Of a computed colour, `rgb(…)` or `rgba(…)`. Any other notation is taken for dark ink. */
export function isLight(color: string): boolean {
  const parts = /^rgba?\(([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)/.exec(color);
  if (!parts) return false;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140;
}
