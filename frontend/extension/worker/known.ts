/**
 * Whether her libraries have a page, asked without naming it (docs/privacy-of-the-extension.md). Answers outlive the worker,
 * which the browser ends after half a minute, and not the browser: asked for anew each time, they would tell more.
 */
import { pageKey } from "../../client/addresses";
import { createKnown } from "../../client/known";
import type { Digests, Result } from "../../client/shapes";
import { asked } from "./asking";

const NAME = "digests:";
const HOUR = 3_600_000;
/** Of at most 5,000 digests each: the browser gives ten megabytes. */
const MOST = 20;

interface Kept {
  at: number;
  digests: Digests;
}

export async function isKnown(url: string): Promise<boolean> {
  const key = pageKey(url);
  if (key === null) return false;
  const found = await createKnown({ digests }).has(key);
  return found.ok && found.value;
}

/** What was kept or removed just now is asked for anew; another person's answers are nobody's. */
export async function forgetKnown(): Promise<void> {
  await chrome.storage.session.remove((await all()).map(([name]) => name));
}

async function digests(prefix: string): Promise<Result<Digests>> {
  const name = NAME + prefix;
  const kept = (await chrome.storage.session.get(name))[name] as Kept | undefined;
  if (kept !== undefined && Date.now() - kept.at < HOUR) return { ok: true, value: kept.digests };
  const path = `/pages/digests?${new URLSearchParams({ prefix }).toString()}`;
  const told = await asked({ method: "GET", path }, (json) => json as Digests);
  if (!told.ok) return told;
  const older = (await all()).filter(([other]) => other !== name).sort(([, a], [, b]) => b.at - a.at);
  await chrome.storage.session.remove(older.slice(MOST - 1).map(([other]) => other));
  await chrome.storage.session.set({ [name]: { at: Date.now(), digests: told.value } satisfies Kept });
  return told;
}

async function all(): Promise<[string, Kept][]> {
  const kept = await chrome.storage.session.get(null);
  return Object.entries(kept).filter(([name]) => name.startsWith(NAME)) as [string, Kept][];
}
