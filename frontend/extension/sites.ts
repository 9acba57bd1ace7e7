/** Sites, as the browser's permissions name them. */
import type { Settings } from "./messages";

export const EVERYWHERE = ["http://*/*", "https://*/*"] as const;

/** `https://example.org/*`; null for what is no page of the web. Ports are not among what a pattern tells apart. */
export function siteOf(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

/** Whether she has put the annotator off there. */
export function isOff({ off, offSites }: Settings, url: string): boolean {
  return off || offSites.includes(hostOf(url));
}

/** Whether she wants to be shown there by itself what was said. What the browser allows is another question. */
export function isChosen({ sites }: Settings, url: string): boolean {
  const site = siteOf(url);
  return site !== null && (sites.includes(site) || sites.includes(`${new URL(url).protocol}//*/*`));
}

/** A list with or without one. */
export function including(list: readonly string[], one: readonly string[], there: boolean): string[] {
  const others = list.filter((other) => !one.includes(other));
  return there ? [...others, ...one] : others;
}
