/** The worker: who may ask what, and the browser's own events. It alone holds the keys. */
import type { PageKnown, Tag } from "../../client/shapes";
import type { Message, Name, OwnTable, PageTable } from "../messages";
import { annotate, listenToTabs } from "./annotating";
import { asked } from "./asking";
import { listenToAlarm, save, sendWaiting, waiting } from "./keeping";
import { account } from "./keys";
import { forgetKnown } from "./known";
import { listenToMenus } from "./menus";
import { drop } from "./outbox";
import { me, PAGE } from "./page";
import { choose, settings } from "./settings";
import { signIn, signOut } from "./signing";

type Answers = { [N in keyof OwnTable]: (what: OwnTable[N]["asked"]) => Promise<OwnTable[N]["answered"]> };

const OWN: Answers = {
  state: async () => {
    const known = await account();
    const address = known?.instance.address ?? null;
    return { address, name: known?.instance.name ?? "Florilegium", settings: await settings() };
  },
  signIn: async (address) => {
    const done = await signIn(address);
    await forgetKnown();
    if (done.ok) await sendWaiting();
    return done;
  },
  signOut: async () => {
    await signOut();
    await forgetKnown();
    return null;
  },
  choose,
  shelves: me,
  known: async (url) =>
    await asked({ method: "GET", path: `/pages?url=${encodeURIComponent(url)}` }, (json) => json as PageKnown),
  tags: async ({ library, prefix }) => {
    const query = new URLSearchParams({ prefix, limit: "8" }).toString();
    const path = `/libraries/${encodeURIComponent(library)}/tags?${query}`;
    return await asked({ method: "GET", path }, (json) => (json as { items: Tag[] }).items);
  },
  save: async (wish) => {
    const saved = await save(wish);
    await forgetKnown();
    return saved;
  },
  forget: async ({ bookmarks }) => {
    await forgetKnown();
    for (const id of bookmarks) {
      const told = await asked({ method: "DELETE", path: `/bookmarks/${String(id)}` }, () => null);
      if (!told.ok && told.problem.kind !== "gone") return told;
    }
    return { ok: true, value: null };
  },
  waiting,
  dropWaiting: async (key) => {
    await drop(key);
    return null;
  },
  sendWaiting,
  annotate,
};

chrome.runtime.onMessage.addListener((message: Message, sender, answer: (told: unknown) => void) => {
  const told = reply(message.name, message.asked, sender);
  if (!told) return false;
  void told.then(answer);
  return true; // the answer comes later
});

/** security: what a page's script could reach is answered only for that page, and only what the annotator needs. */
function reply(name: Name, what: unknown, sender: chrome.runtime.MessageSender): Promise<unknown> | null {
  if (sender.id !== chrome.runtime.id) return null;
  if (isOurs(sender)) return name in OWN ? ask(OWN[name as keyof OwnTable], what) : null;
  const { tab, url, frameId } = sender;
  if (!(name in PAGE) || tab?.id === undefined || url === undefined || frameId !== 0) return null;
  const page = { tab: tab.id, url, title: tab.title ?? "" };
  return (PAGE[name as keyof PageTable] as (what: unknown, from: typeof page) => Promise<unknown>)(what, page);
}

function ask(act: (what: never) => Promise<unknown>, what: unknown): Promise<unknown> {
  return act(what as never);
}

/** Popup and options: pages under the extension's own address. */
function isOurs({ url }: chrome.runtime.MessageSender): boolean {
  return url?.startsWith(chrome.runtime.getURL("")) ?? false;
}

listenToAlarm();
listenToMenus();
listenToTabs();
