/** Bringing the annotator to a page: where she pressed the button, and by itself on sites she allowed. */
import type { Annotated } from "../messages";
import { isChosen, isOff, siteOf } from "../sites";
import { isKnown } from "./known";
import { settings } from "./settings";

/** Into the page of a tab, which pressing the button opens to us. */
export async function annotate(tab: number): Promise<Annotated> {
  const { url } = await chrome.tabs.get(tab);
  if (isOff(await settings(), url ?? "")) return "off";
  return (await bring(tab, "pressed.js")) ? "done" : "closed";
}

/** The browser's own pages, its shop, a PDF: nothing of ours may stand there. */
async function bring(tab: number, file: string): Promise<boolean> {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: [file] });
    return true;
  } catch {
    return false;
  }
}

export function listenToTabs(): void {
  chrome.tabs.onUpdated.addListener((tab, { status }, { url }) => {
    if (status === "complete" && url !== undefined) void look(tab, url);
  });
}

/** privacy: nothing at all is asked where she has not both chosen the site and allowed it to the browser. */
async function look(tab: number, url: string): Promise<void> {
  const chosen = await settings();
  const site = siteOf(url);
  if (site === null || isOff(chosen, url) || !isChosen(chosen, url)) return;
  if (!(await chrome.permissions.contains({ origins: [site] }))) return;
  if (!(await isKnown(url))) return;
  const now = await chrome.tabs.get(tab).catch(() => null);
  if (now?.url === url) await bring(tab, "allowed.js");
}
