/** Bringing the annotator to a page: where she pressed the button, and by itself where she allowed it. */

/** Into the page of a tab, which pressing the button opens to us. Whether it could be done. */
export async function annotate(tab: number): Promise<boolean> {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: ["pressed.js"] });
    return true;
  } catch {
    return false; // the browser's own pages, its shop, a PDF: nothing of ours may stand there
  }
}

const REGISTERED = "registered";

/** Have the annotator come by itself to the sites she allowed, and to no others; asked anew whenever that changes. */
export async function register(on: boolean): Promise<void> {
  const { origins = [] } = await chrome.permissions.getAll();
  const there = await chrome.scripting.getRegisteredContentScripts({ ids: [REGISTERED] });
  const matches = origins.filter((origin) => /^(https?|\*):/.test(origin));
  if (there.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [REGISTERED] });
  if (on && matches.length > 0)
    await chrome.scripting.registerContentScripts([
      { id: REGISTERED, js: ["registered.js"], matches, runAt: "document_idle", persistAcrossSessions: true },
    ]);
}
