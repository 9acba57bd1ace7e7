/** What she chose: kept by the browser, the same for every page. */
import type { Settings } from "../messages";

const UNSET: Settings = { keys: true, off: false, offSites: [], sites: [] };

export async function settings(): Promise<Settings> {
  const kept = await chrome.storage.local.get("settings");
  return { ...UNSET, ...(kept["settings"] as Partial<Settings> | undefined) };
}

export async function choose(chosen: Partial<Settings>): Promise<Settings> {
  const all = { ...(await settings()), ...chosen };
  await chrome.storage.local.set({ settings: all });
  return all;
}
