/** The context menu and the keys: keeping what is under the pointer, highlighting what is selected. */
import { annotate } from "./annotating";

const KEEP = "keep";
const ANNOTATE = "annotate";

export function listenToMenus(): void {
  chrome.runtime.onInstalled.addListener(() => {
    chrome.contextMenus.removeAll(() => {
      chrome.contextMenus.create({
        id: KEEP,
        title: chrome.i18n.getMessage("keep"),
        contexts: ["page", "link", "selection"],
      });
      chrome.contextMenus.create({
        id: ANNOTATE,
        title: chrome.i18n.getMessage("annotate"),
        contexts: ["page", "selection"],
      });
    });
  });
  chrome.contextMenus.onClicked.addListener((info, tab) => {
    if (tab?.id === undefined) return;
    if (info.menuItemId === ANNOTATE) void annotate(tab.id);
    else void keep(info, tab);
  });
  chrome.commands.onCommand.addListener((command, tab) => {
    if (command === ANNOTATE && tab?.id !== undefined) void annotate(tab.id);
  });
}

/** The popup in a window of its own, told what is to be kept: not every browser opens the popup from a menu. */
async function keep(info: chrome.contextMenus.OnClickData, tab: chrome.tabs.Tab): Promise<void> {
  const link = info.linkUrl;
  const query = new URLSearchParams({
    url: link ?? tab.url ?? info.pageUrl ?? "",
    title: link === undefined ? (tab.title ?? "") : "",
    selection: info.selectionText ?? "",
    tab: link === undefined ? String(tab.id) : "",
  });
  const url = chrome.runtime.getURL(`popup.html?${query.toString()}`);
  await chrome.windows.create({ url, type: "popup", width: 400, height: 720 });
}
