/**
 * When two addresses are one page: `florilegium/kit/addresses.py` in TypeScript, where every fold is explained.
 * Both are held to `tests/kit/address_vectors.json`; the lists come from `tracking.json`, written from the Python ones.
 * The parser is the browser's own, which both follow.
 */
import { blake2b } from "./blake2b";
import { decodes } from "./punycode";
import lists from "./tracking.json";

const MAX_LENGTH = 8_192;

const EVERYWHERE = new Set(lists.everywhere.split(" "));
const PREFIXES = lists.prefixes.split(" ");
const BY_HOST = new Map(Object.entries(lists.hosts).map(([host, names]) => [host, new Set(names.split(" "))]));
const DOCUMENTS = new Set(lists.documents.split(" "));

/** Blanks, control characters and invisible marks that a copied address drags along at its ends. */
const EDGES = /^[\0-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+|[\0-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+$/g;
/** White space as Python has it. */
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WEB = /^https?:/i;
/** A name with a dot and a top-level domain of letters: what people type. */
const BARE = new RegExp(
  `^(?:[^${BLANK}/?#@:\\\\.]+\\.)+(?:[a-zſKİı]{2,}|xn--[a-z0-9-]+|[^\\x00-\\x7f]{2,})\\.?(?::\\d{1,5})?(?:[/?#][^${BLANK}]*)?$`,
  "iu",
);
const SECOND = new RegExp(`[${BLANK}](?:https?:)?//`, "i");

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
const PATH = new Set(`${UNRESERVED}!'()*,:@$+`);
const QUERY = new Set(`${UNRESERVED}!'()*,:@$/?`);
const TO_SPELL = /%(?:[0-9A-Fa-f]{2})?|[^A-Za-z0-9._~!'()*,:@$+/?;=&%-]/g;
const SESSION = /(?<!\.)(?:;jsessionid=[^/;]*)+/gi;

/** What decides equality of pages; null for a text that is no address of the web. */
export function pageKey(text: string): string | null {
  const url = absolute(text);
  if (url === null) return null;
  const [before, , hash] = partition(url, "#");
  const [start, , asked] = partition(before, "?");
  const [authority, slash, path] = partition(partition(start, "://")[2], "/");
  const [host, port] = splitPort(authority.slice(authority.lastIndexOf("@") + 1));
  const name = comparableHost(host);
  if (name === "" || name === "http" || name === "https") return null; // two beginnings
  const query = queryKey(asked, name);
  const fragment = fragmentKey(hash, name);
  const key = `//${name}${port}${pathKey(slash + path)}${query && `?${query}`}${fragment && `#${fragment}`}`;
  if (key.length <= lists.longest) return key;
  return `${key.slice(0, lists.longest - 41)} ${blake2b(key, 20)}`;
}

/** SHA-256 of a key, hexadecimal: what the server's digests are. */
export async function pageDigest(key: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What stands before the first mark, the mark, what stands behind it. */
function partition(text: string, mark: string): [string, string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, "", ""] : [text.slice(0, index), mark, text.slice(index + mark.length)];
}

function isLong(text: string): boolean {
  return text.length > MAX_LENGTH && Array.from(text).length > MAX_LENGTH;
}

/** The absolute address meant by a text, as the browser's parser writes it. */
function absolute(text: string): string | null {
  let trimmed = text.replace(EDGES, "");
  if (trimmed === "" || isLong(trimmed) || SECOND.test(trimmed)) return null;
  trimmed = trimmed.replace(/[\t\r\n]+/g, "");
  if (!WEB.test(trimmed)) {
    const isSchemeless = trimmed.startsWith("//") && !["", "/", "\\"].includes(trimmed.charAt(2));
    if (!isSchemeless && !BARE.test(trimmed)) return null;
    trimmed = `https://${trimmed.replace(/^\/\//, "")}`;
  }
  // half of a character is no text: browsers put another in its place
  if (!isWhole(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed).href;
  return isLong(url) ? null : url;
}

function isWhole(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

function splitPort(host: string): [string, string] {
  const port = /:(\d*)$/.exec(host);
  if (port === null) return [host, ""];
  const name = host.slice(0, port.index);
  return [name, port[1] === "80" || port[1] === "443" ? "" : port[0]];
}

function comparableHost(host: string): string {
  if (host.startsWith("[")) return host;
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/.test(host)) return "";
  const name = host.replace(/\.$/, "");
  if (name.length > 253 || !name.split(".").every(decodes)) return "";
  return name.replace(/^(?:www\.)+(?=[^.]+\.[^.])/, "");
}

/** One spelling of each percent-encoded byte, stray percent sign or character beyond `bare`. */
function spell(part: string, bare: ReadonlySet<string>, blank: string): string {
  return part.replace(TO_SPELL, (found) => {
    if (found === "%") return "%25";
    const code = found.length === 3 ? parseInt(found.slice(1), 16) : found.charCodeAt(0);
    if (code === 0x20 && found.length === 3) return blank;
    const one = String.fromCharCode(code);
    return bare.has(one) ? one : `%${code.toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

function pathKey(path: string): string {
  return spell(path, PATH, "%20").replace(SESSION, "").replace(/\/+$/, "");
}

function queryKey(query: string, host: string): string {
  const pieces = new Map<string, string>(); // the same piece twice is one, and the first decides the order
  for (const piece of spell(query, QUERY, "+").split("&")) {
    const [name, , value] = partition(piece, "=");
    if ((name === "" && value === "") || isTracking(name, host)) continue;
    pieces.set(value === "" ? name : `${name}=${value.replaceAll("%3D", "=")}`, name);
  }
  const sorted = [...pieces].sort(([, one], [, other]) => (one < other ? -1 : one > other ? 1 : 0));
  return sorted.map(([piece]) => piece).join("&");
}

function fragmentKey(fragment: string, host: string): string {
  const [plain] = partition(spell(fragment, PATH, "%20"), ":~:");
  if (DOCUMENTS.has(host)) return plain;
  const route = plain.replace(/\/+$/, "");
  return route.startsWith("/") || (route.startsWith("!") && route !== "!") ? route : "";
}

/** Whether a parameter tells nothing about the page under a host. */
export function isTracking(name: string, host: string): boolean {
  const lower = name.toLowerCase();
  if (EVERYWHERE.has(lower) || PREFIXES.some((prefix) => lower.startsWith(prefix))) return true;
  const labels = host.split(".");
  return labels.slice(0, -1).some((_label, depth) => BY_HOST.get(labels.slice(depth).join("."))?.has(lower) === true);
}
