/** Keeping a page in one library or several, now or as soon as somebody answers. */
import type { Bookmark, Problem, Result } from "../../client/shapes";
import type { Saved, Waiting, Wish } from "../saving";
import { ask, asked } from "./asking";
import { all, drop, put } from "./outbox";

const ALARM = "outbox";

/** Written down first and sent then: whatever dies in between, it is sent again. */
export async function save(wish: Wish): Promise<Saved> {
  await put(wish, "");
  const saved = await send(wish);
  if (saved.state === "waits") await chrome.alarms.create(ALARM, { delayInMinutes: 0.5, periodInMinutes: 1 });
  return saved;
}

/** Each library by itself: one that refuses does not keep the page from the others. */
async function send(wish: Wish): Promise<Saved> {
  const kept: Saved["kept"] = [];
  let later: Problem | null = null;
  let refused: Problem | null = null;
  let copyProblem = "";
  const still: string[] = [];
  for (const library of wish.libraries) {
    const told = await keep(wish, library);
    if (told.ok) kept.push({ library, id: told.value.id, html_url: told.value.html_url });
    const problem = told.ok ? await sendCopy(wish.copy, told.value.id) : told.problem;
    if (problem && isForLater(problem)) {
      later = problem;
      still.push(library);
    } else if (told.ok) copyProblem = problem ? problem.sentence || problem.kind : copyProblem;
    else refused = problem;
  }
  if (later) {
    // the same page kept twice in a library is kept once, so that only what is missing need be asked for again
    await put({ ...wish, libraries: still }, later.sentence);
    return { state: "waits", kept, problem: later, copyProblem };
  }
  await drop(wish.key);
  return { state: refused && kept.length === 0 ? "refused" : "kept", kept, problem: refused, copyProblem };
}

function keep(wish: Wish, library: string): Promise<Result<Bookmark>> {
  const { url, title, description, tags, unread } = wish;
  const json = { url, title, description, tags, unread, private: library.startsWith("~") && wish.private };
  const path = `/libraries/${encodeURIComponent(library)}/bookmarks`;
  return asked({ method: "POST", path, json }, (answer) => answer as Bookmark);
}

function isForLater({ kind }: Problem): boolean {
  return kind === "offline" || kind === "signed-out" || kind === "broken";
}

/** The document as it was seen, to a library that keeps the page now. What went wrong, if anything. */
async function sendCopy(copy: string, id: number): Promise<Problem | null> {
  if (!copy) return null;
  const form = new FormData();
  form.set("dom", new Blob([copy], { type: "text/html" }), "page.html");
  const told = await ask({ method: "POST", path: `/bookmarks/${String(id)}/snapshots`, form });
  return told.ok ? null : told.problem;
}

/** Try everything that waits again; what still waits then. */
export async function sendWaiting(): Promise<Waiting[]> {
  for (const wish of await all()) await send(wish);
  const left = await waiting();
  if (left.length === 0) await chrome.alarms.clear(ALARM);
  return left;
}

export async function waiting(): Promise<Waiting[]> {
  return (await all()).map(({ key, url, title, libraries, sentence, since }) => ({
    key, url, title, libraries, sentence, since,
  })); // prettier-ignore
}

export function listenToAlarm(): void {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void sendWaiting();
  });
}
