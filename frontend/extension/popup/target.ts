/** What is to be kept: the page of the tab on which the button was pressed, or what the context menu was asked for. */
export interface Target {
  /** Null: of another place than the tab's page, such as a link. */
  tab: number | null;
  url: string;
  title: string;
  /** Words that were selected there. */
  selection: string;
}

export async function findTarget(query: URLSearchParams): Promise<Target | null> {
  const url = query.get("url");
  if (url !== null) {
    const tab = query.get("tab");
    const told = { title: query.get("title") ?? "", selection: query.get("selection") ?? "" };
    return isWeb(url) ? { tab: tab ? Number(tab) : null, url, ...told } : null;
  }
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined || tab.url === undefined || !isWeb(tab.url)) return null;
  return { tab: tab.id, url: tab.url, title: tab.title ?? "", selection: await selectionIn(tab.id) };
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

async function selectionIn(tab: number): Promise<string> {
  return (await inPage(tab, () => String(getSelection()).slice(0, 5_000))) ?? "";
}

/** The document as it stands there now, without its scripts; the server freezes it and trusts none of it. */
export async function documentIn(tab: number): Promise<string> {
  const read = () => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const gone of copy.querySelectorAll("script, [data-florilegium]")) gone.remove();
    return `<!doctype html>${copy.outerHTML}`;
  };
  return (await inPage(tab, read)) ?? "";
}

async function inPage(tab: number, func: () => string): Promise<string | null> {
  try {
    const [answer] = await chrome.scripting.executeScript({ target: { tabId: tab }, func });
    return answer?.result ?? null;
  } catch {
    return null; // no page on which anything may run
  }
}
