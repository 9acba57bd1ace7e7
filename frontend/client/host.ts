import type { Annotation, Change, Draft, Me, Place, Result } from "./shapes";
import { ok } from "./asking";
import type { Client } from "./client";

/** Between two looks, in milliseconds: while the page is looked at, and while it is not. */
const VISIBLE = 4_000;
const HIDDEN = 60_000;

/** What the annotator asks of a server about one page. */
export interface PageHost {
  me(): Promise<Result<Me | null>>;
  list(): Promise<Result<Annotation[]>>;
  say(draft: Draft): Promise<Result<Annotation>>;
  change(id: number, change: Change, seen: string): Promise<Result<Annotation>>;
  remove(id: number): Promise<Result<null>>;
  restore(id: number): Promise<Result<Annotation>>;
  preview(body: string): Promise<Result<string>>;
  watch(changed: (all: Annotation[]) => void): () => void;
}

/** A host for one page. `isHidden`: whether nobody looks at it, so that the server is asked less often. */
export function pageHost(client: Client, place: Place, isHidden: () => boolean = () => document.hidden): PageHost {
  let seen: { items: Annotation[]; etag: string } = { items: [], etag: "" };
  const look = async (): Promise<Result<Annotation[]>> => {
    const found = await client.annotations.list(place, seen.etag === "" ? undefined : seen.etag);
    if (!found.ok) return found;
    seen = found.value ?? seen;
    return ok(seen.items);
  };
  return {
    me: () => client.me.get(),
    list: look,
    say: (draft) => client.annotations.say(place, draft),
    change: (id, change, state) => client.annotations.change(id, change, state),
    remove: (id) => client.annotations.remove(id),
    restore: (id) => client.annotations.restore(id),
    preview: (body) => client.me.preview(body),
    watch: (changed) => {
      let told = "";
      return watching(async () => {
        await look();
        if (seen.etag === told) return;
        told = seen.etag;
        changed(seen.items);
      }, isHidden);
    },
  };
}

/** Look at once, and again and again, one look at a time, until told to stop. */
function watching(look: () => Promise<void>, isHidden: () => boolean): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  const now = async () => {
    if (looking) return;
    clearTimeout(timer);
    looking = true;
    await look();
    looking = false;
    if (!stop.signal.aborted) timer = setTimeout(() => void now(), isHidden() ? HIDDEN : VISIBLE);
  };
  // who comes back does not wait out the minute
  const back = () => {
    if (!isHidden()) void now();
  };
  void now();
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", back, { signal: stop.signal });
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
