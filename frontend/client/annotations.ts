import { ok, turned, type Ask } from "./asking";
import type { Annotation, Change, Draft, Place, Result } from "./shapes";

/** Everything one hears of a page, and the state in which that is. */
export interface Listing {
  items: Annotation[];
  etag: string;
}

interface Part {
  items: Annotation[];
  next: string | null;
}

/** Parts of a list asked for at most; the server tells a thousand annotations at a time. */
const MOST_PARTS = 50;

export interface Annotations {
  /** Everything one hears of a page. Null: it is as it was when its etag was `known`. */
  list(place: Place, known?: string): Promise<Result<Listing | null>>;
  get(id: number): Promise<Result<Annotation>>;
  /** The draft's key makes it safe to repeat. */
  say(place: Place, draft: Draft): Promise<Result<Annotation>>;
  /** `seen`: the etag of what is changed. A problem `changed` if it is another by now. */
  change(id: number, change: Change, seen?: string): Promise<Result<Annotation>>;
  remove(id: number, seen?: string): Promise<Result<null>>;
  /** What one took back, put back. */
  restore(id: number): Promise<Result<Annotation>>;
}

export function annotations(ask: Ask): Annotations {
  const one = (id: number, end = "") => `/annotations/${String(id)}${end}`;
  const told = (json: unknown) => json as Annotation;
  return {
    list: (place, known) => list(ask, place, known),
    get: (id) => turned(ask({ path: one(id) }), ({ json }) => told(json)),
    say: (place, draft) =>
      turned(ask({ method: "POST", path: "/annotations", body: { ...place, ...draft } }), ({ json }) => told(json)),
    change: (id, change, seen) =>
      turned(ask({ method: "PATCH", path: one(id), body: change, seen }), ({ json }) => told(json)),
    remove: (id, seen) => turned(ask({ method: "DELETE", path: one(id), seen }), () => null),
    restore: (id) => turned(ask({ method: "POST", path: one(id, "/restore") }), ({ json }) => told(json)),
  };
}

async function list(ask: Ask, place: Place, known?: string): Promise<Result<Listing | null>> {
  const of = "bookmark" in place ? { bookmark: place.bookmark } : { url: place.url };
  const items: Annotation[] = [];
  let cursor: string | undefined;
  let etag = "";
  for (let part = 0; part < MOST_PARTS; part++) {
    const answer = await ask({ path: "/annotations", query: { ...of, cursor }, known: part === 0 ? known : undefined });
    if (!answer.ok) return answer;
    if (answer.value.status === 304) return ok(null);
    const { items: more, next } = answer.value.json as Part;
    items.push(...more);
    etag = part === 0 ? answer.value.etag : etag;
    if (next === null) break;
    cursor = next;
  }
  return ok({ items, etag });
}
