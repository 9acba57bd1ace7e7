/** What is typed outlives the popup, which the browser closes at the first press elsewhere. */
export interface Draft {
  title: string;
  description: string;
  tags: string[];
  libraries: string[];
  private: boolean;
  unread: boolean;
  copy: boolean;
}

const NAME = "draft:";

export async function readDraft(url: string): Promise<Draft | null> {
  const name = NAME + url;
  const kept = await chrome.storage.local.get(name);
  return (kept[name] as Draft | undefined) ?? null;
}

export async function writeDraft(url: string, draft: Draft): Promise<void> {
  await chrome.storage.local.set({ [NAME + url]: draft });
}

export async function dropDraft(url: string): Promise<void> {
  await chrome.storage.local.remove(NAME + url);
}

/** Where she kept the page before this one, and how: offered again. */
export type Habit = Pick<Draft, "libraries" | "private" | "unread" | "copy">;

export async function habit(): Promise<Habit> {
  const kept = await chrome.storage.local.get("habit");
  return { libraries: [], private: true, unread: false, copy: false, ...(kept["habit"] as Partial<Habit> | undefined) };
}

export async function keepHabit({ libraries, private: hidden, unread, copy }: Draft): Promise<void> {
  await chrome.storage.local.set({ habit: { libraries, private: hidden, unread, copy } satisfies Habit });
}
