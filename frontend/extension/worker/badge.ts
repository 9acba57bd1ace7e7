/** How many annotations one hears on a page: on the button, and nothing where there are none. */
export async function show(tab: number, count: number): Promise<void> {
  await chrome.action.setBadgeBackgroundColor({ color: "#1b1f27" });
  await chrome.action.setBadgeText({ tabId: tab, text: count > 0 ? String(count) : "" });
}
