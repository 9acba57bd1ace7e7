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
