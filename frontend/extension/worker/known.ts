/**
 * Whether a page is known, asked without telling which page it is. By default nothing is asked until the button is
 * pressed. Where she chose so, and on sites she allowed, the first digits of the digest of its address are sent: thousands
 * of pages share them, and the answer is compared here. See docs/privacy-of-the-extension.md.
 */
import { pageKey } from "../../client/addresses";
import type { Digests } from "../../client/shapes";
import type { Wanted } from "../messages";
import { asked } from "./asking";
import { settings } from "./settings";

/** Hexadecimal digits: sixteen bits. */
const DIGITS = 4;

export async function wanted(url: string): Promise<Wanted> {
  const chosen = await settings();
  const language = chrome.i18n.getUILanguage();
  const off = chosen.off.includes(new URL(url).origin);
  const show = chosen.mode === "known" && !off && (await isKnown(url));
  return { show, language, keys: chosen.keys };
}

async function isKnown(url: string): Promise<boolean> {
  const key = pageKey(url);
  if (key === null) return false;
  const digest = await digestOf(key);
  for (let digits = DIGITS; digits <= 2 * DIGITS; digits++) {
    const prefix = digest.slice(0, digits);
    const told = await asked({ method: "GET", path: `/pages/digests?prefix=${prefix}` }, (json) => json as Digests);
    if (!told.ok) return false;
    if (told.value.digests.includes(digest)) return true;
    if (told.value.complete) return false;
  }
  return false;
}

async function digestOf(key: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
