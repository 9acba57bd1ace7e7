/**
 * A passage of somebody else's page as an address: text fragments, which browsers follow by themselves.
 *
 * https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=[prefix-,]start[,end][,-suffix]`. A browser looks for whole
 * words; `start` alone must stand within one block of the page, so a long quote, or one over several lines, is told by its
 * beginning and its end. The server has the same for pages without a script (kit/passages.py); both are held to
 * tests/anchoring/cases/fragments.json.
 */
import { find, optional, type Selector } from "./selectors";

/** A quote longer than this is told by its first and last words. */
const LONG = 180;
const WORDS = 6;
/** A shorter quote may well stand more than once: its neighbours say which is meant. */
const SHORT = 32;
const NEIGHBOURS = 4;

/** The address of the passage in the page at `address`; null without words, or if that is no address of the web. */
export function passageAddress(address: string, selectors: readonly Selector[]): string | null {
  const directive = toTextFragment(selectors);
  if (!directive || !/^https?:/i.test(address)) return null;
  const [page = "", fragment = ""] = address.split(/#(.*)/s);
  return `${page}#${fragment.split(":~:")[0] ?? ""}:~:${directive}`;
}

/** `text=…` for the quote with the words around it as they are known; "" if it holds no word. */
export function toTextFragment(selectors: readonly Selector[]): string {
  const told = find(selectors, "TextQuoteSelector");
  const prefix = optional(told?.prefix);
  const suffix = optional(told?.suffix);
  const lines = linesOf(wholeWords(told?.exact ?? "", prefix, suffix));
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last || !lines.some((line) => /[\p{L}\p{N}_]/u.test(line))) return "";
  if (lines.length > 1) return `text=${ends(wordsOf(first), wordsOf(last), WORDS)}`;
  if (lengthOf(first) <= LONG) return `text=${exact(first, prefix, suffix)}`;
  const words = wordsOf(first);
  const taken = Math.min(WORDS, Math.floor(words.length / 2));
  // One endless word, or a language that parts none.
  return `text=${taken ? ends(words, words, taken) : encoded(Array.from(first).slice(0, LONG).join(""))}`;
}

function exact(line: string, prefix: string, suffix: string): string {
  const text = encoded(line);
  if (lengthOf(line) >= SHORT) return text;
  const before = wordsBefore(prefix);
  const behind = wordsBehind(suffix);
  return (before && `${encoded(before)}-,`) + text + (behind && `,-${encoded(behind)}`);
}

function ends(first: readonly string[], last: readonly string[], taken: number): string {
  return `${encoded(first.slice(0, taken).join(" "))},${encoded(last.slice(-taken).join(" "))}`;
}

/** The quote with the rest of the words that it cuts. */
function wholeWords(quote: string, prefix: string, suffix: string): string {
  const before = /^[\p{L}\p{N}_]/u.test(quote) ? (/[\p{L}\p{N}_]+$/u.exec(prefix)?.[0] ?? "") : "";
  const behind = /[\p{L}\p{N}_]$/u.test(quote) ? (/^[\p{L}\p{N}_]+/u.exec(suffix)?.[0] ?? "") : "";
  return before + quote + behind;
}

/** The last whole words before a quote, in its own line: what was cut off at 32 characters is no word. */
function wordsBefore(prefix: string): string {
  const line = prefix.split("\n").at(-1) ?? "";
  if (!/\s$/.test(line)) return ""; // the quote begins within what stands before it
  return wordsOf(line).slice(prefix.includes("\n") ? 0 : 1).slice(-NEIGHBOURS).join(" ");
}

function wordsBehind(suffix: string): string {
  const line = suffix.split("\n")[0] ?? "";
  if (!/^\s/.test(line)) return "";
  return wordsOf(line).slice(0, suffix.includes("\n") ? undefined : -1).slice(0, NEIGHBOURS).join(" ");
}

function linesOf(quote: string): string[] {
  return quote.split(/[\n\v\f\r\u0085\u2028\u2029]/).map((line) => wordsOf(line).join(" ")).filter((line) => line);
}

/** In characters, not in UTF-16 units. */
function lengthOf(line: string): number {
  return Array.from(line).length;
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word);
}

/** Percent-encoded; a dash, a comma and an ampersand have a meaning of their own here. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[-!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
