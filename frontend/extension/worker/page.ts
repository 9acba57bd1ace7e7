/** What the annotator on somebody's page may ask, for that page and no other. */
import type { Annotation, Me, Result } from "../../client/shapes";
import type { PageTable } from "../messages";
import { ask, asked } from "./asking";
import { show } from "./badge";
import { account } from "./keys";
import { forgetKnown } from "./known";
import { settings } from "./settings";

type Answers = { [N in keyof PageTable]: (what: PageTable[N]["asked"], from: Page) => Promise<PageTable[N]["answered"]> };

/** Where a question comes from, by the browser's word. */
export interface Page {
  tab: number;
  url: string;
  title: string;
}

const one = (json: unknown): Annotation => json as Annotation;

export const PAGE: Answers = {
  me,
  list: async (_what, { url, tab }) => {
    const found = await asked({ method: "GET", path: `/annotations?url=${encodeURIComponent(plain(url))}` }, (json) =>
      (json as { items: Annotation[] }).items,
    );
    if (found.ok) await show(tab, found.value.filter(({ parent }) => parent === null).length);
    return found;
  },
  say: async (draft, { url, title }) => {
    await forgetKnown();
    return await asked({ method: "POST", path: "/annotations", json: { url: plain(url), title, ...draft } }, one);
  },
  change: async ({ id, change, seen }) =>
    await asked({ method: "PATCH", path: at(id), json: change, headers: { "If-Match": seen } }, one),
  remove: async (id) => await asked({ method: "DELETE", path: at(id) }, () => null),
  restore: async (id) => await asked({ method: "POST", path: `${at(id)}/restore`, json: {} }, one),
  preview: async (body) =>
    await asked({ method: "POST", path: "/preview", json: { body } }, (json) => (json as { html: string }).html),
  keptRead: async (prefix) => {
    const all = await chrome.storage.local.get(null);
    const found = Object.entries(all).filter(([name]) => name.startsWith(UNSAID + prefix));
    return Object.fromEntries(found.map(([name, value]) => [name.slice(UNSAID.length), String(value)]));
  },
  keptWrite: async ({ name, value }) => {
    await chrome.storage.local.set({ [UNSAID + name]: value });
    return null;
  },
  keptDrop: async (name) => {
    await chrome.storage.local.remove(UNSAID + name);
    return null;
  },
  settings,
};

/** Names under which the annotator keeps what is not said yet: apart from the keys, which no page's script may read. */
const UNSAID = "unsaid:";

/** Who one is there, as far as the server knows; null: nobody. */
export async function me(): Promise<Result<Me | null>> {
  if (!(await account())) return { ok: true, value: null };
  const found = await ask({ method: "GET", path: "/me" });
  if (found.ok) return { ok: true, value: found.value.json as Me };
  return found.problem.kind === "signed-out" ? { ok: true, value: null } : found;
}

/** A page's address without what leads to a place in it. */
function plain(url: string): string {
  return url.replace(/#.*$/, "");
}

function at(id: number): string {
  return `/annotations/${String(id)}`;
}
