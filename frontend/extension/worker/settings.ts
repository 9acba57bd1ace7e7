/** What she chose: kept by the browser, the same for every page. */
import type { Settings } from "../messages";

const UNSET: Settings = { keys: true };

export async function settings(): Promise<Settings> {
  const kept = await chrome.storage.local.get("settings");
  return { ...UNSET, ...(kept["settings"] as Partial<Settings> | undefined) };
}

export async function choose(chosen: Settings): Promise<void> {
  await chrome.storage.local.set({ settings: chosen });
}
