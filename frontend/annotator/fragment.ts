import type { Selector } from "../client/shapes";

/** Above so many characters a quote is named by its first and last words. */
const LONG = 120;
const ENDS = 5;

/**
 * The passage in the original: an address whose text fragment any browser follows. Null where nothing is quoted or the
 * address is not one of the web.
 */
export function passageAddress(address: string, selectors: readonly Selector[]): string | null {
  const quote = selectors.find((selector) => selector.type === "TextQuoteSelector");
  const exact = quote?.exact.replace(/\s+/g, " ").trim() ?? "";
  if (exact === "" || !/^https?:/i.test(address)) return null;
  const words = exact.split(" ");
  const whole = exact.length <= LONG || words.length < 2 * ENDS;
  const parts = whole ? [exact] : [words.slice(0, ENDS).join(" "), words.slice(-ENDS).join(" ")];
  return `${address.replace(/#.*$/, "")}#:~:text=${parts.map(encode).join(",")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/-/g, "%2D");
}
