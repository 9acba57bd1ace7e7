/**
 * What is said of one page, as the server told it last, with what we want of it laid over: new words that are on their
 * way, changes, what is being taken back. So everything is painted at once, and says honestly how far it got.
 */
import type { Annotation, Color, Kind, Problem } from "../client/shapes";
import type { ChangeWish, SayWish, Wish } from "./wishes";

/**
 * `saving`: on its way. `kept`: no answer came; it waits here and is sent again. `signed-out`: it waits for its author to
 * sign in. `refused`: the server said why not; the text is here. `changed`: somebody else's hand was quicker.
 */
export type Fate = "saved" | "saving" | "kept" | "signed-out" | "refused" | "changed";

export interface Said {
  annotation: Annotation;
  fate: Fate;
  problem: Problem | null;
  wish: Wish | null;
  /** As the server has it, where that is not what is shown. */
  theirs: Annotation | null;
}

/** A wish that was sent, and what became of it. */
interface Pending {
  wish: Wish;
  id: number;
  fate: Fate;
  problem: Problem | null;
}

/** Milliseconds for which our own doing outweighs a list that may have been asked for before it. */
const FRESH = 10_000;

export class Conversation {
  #told = new Map<number, Annotation>();
  readonly #pending = new Map<string, Pending>();
  readonly #fresh = new Map<number, { annotation: Annotation | null; until: number }>();
  readonly #listeners = new Set<() => void>();
  readonly #renamed = new Map<number, number>();
  readonly #origins = new Map<number, number>();
  #provisional = 0;

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Everything, in the order of the page as far as it is known here; replies with the rest. */
  all(): Said[] {
    const said = new Map<number, Said>();
    for (const annotation of this.#told.values()) said.set(annotation.id, plainly(annotation));
    for (const pending of this.#pending.values()) {
      const { id, wish } = pending;
      const under = said.get(id);
      if (wish.kind === "say") said.set(id, this.#newlySaid(pending, wish));
      else if (under) said.set(id, overlaid(under, pending, wish));
    }
    return [...said.values()];
  }

  find(id: number): Said | null {
    return this.all().find((said) => said.annotation.id === id) ?? null;
  }

  /** The server's list. What we just did ourselves stands until a list can know of it. */
  tell(all: readonly Annotation[]): void {
    const now = Date.now();
    const told = new Map(all.map((annotation) => [annotation.id, annotation]));
    for (const [id, { annotation, until }] of this.#fresh) {
      const theirs = told.get(id);
      if (until < now || (theirs && annotation && theirs.updated >= annotation.updated)) this.#fresh.delete(id);
      else if (annotation) told.set(id, annotation);
      else told.delete(id);
    }
    this.#told = told;
    this.#changed();
  }

  /** Lay a wish over it; the id under which it shows. */
  want(wish: Wish, fate: Fate): number {
    const known = this.#pending.get(wish.key)?.id;
    const id = known ?? (wish.kind === "change" ? wish.id : --this.#provisional);
    this.#pending.set(wish.key, { wish, id, fate, problem: null });
    this.#changed();
    return id;
  }

  fare(key: string, fate: Fate, problem: Problem | null): void {
    const pending = this.#pending.get(key);
    if (!pending) return;
    this.#pending.set(key, { ...pending, fate, problem });
    this.#changed();
  }

  /** The wish is fulfilled, or given up: then without what came of it. */
  settle(key: string, annotation: Annotation | null): void {
    const id = this.#pending.get(key)?.id;
    this.#pending.delete(key);
    if (annotation && id !== undefined && id !== annotation.id) {
      this.#renamed.set(id, annotation.id);
      this.#origins.set(annotation.id, id);
    }
    if (annotation) this.put(annotation);
    else this.#changed();
  }

  /** The id under which something shows by now: what was said here gets its own once the server has it. */
  now(id: number): number {
    return this.#renamed.get(id) ?? id;
  }

  /** A name that stays when the id changes: the same thing on the screen, before and after. */
  nameOf(id: number): number {
    return this.#origins.get(id) ?? id;
  }

  put(annotation: Annotation): void {
    this.#told.set(annotation.id, annotation);
    this.#fresh.set(annotation.id, { annotation, until: Date.now() + FRESH });
    this.#changed();
  }

  /** Taken back; what it was, so that it can be shown again if that failed. */
  take(id: number): Annotation | null {
    const annotation = this.#told.get(id) ?? null;
    this.#told.delete(id);
    this.#fresh.set(id, { annotation: null, until: Date.now() + FRESH });
    this.#changed();
    return annotation;
  }

  /** As the server has it. */
  told(id: number): Annotation | null {
    return this.#told.get(id) ?? null;
  }

  #newlySaid({ id, fate, problem }: Pending, wish: SayWish): Said {
    const parent = wish.draft.parent === undefined ? null : (this.#told.get(wish.draft.parent) ?? null);
    return { annotation: provisional(id, wish, parent), fate, problem, wish, theirs: null };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function plainly(annotation: Annotation): Said {
  return { annotation, fate: "saved", problem: null, wish: null, theirs: null };
}

function overlaid(under: Said, { fate, problem }: Pending, wish: ChangeWish): Said {
  return { annotation: changed(under.annotation, wish), fate, problem, wish, theirs: under.theirs ?? under.annotation };
}

function changed(annotation: Annotation, { change }: ChangeWish): Annotation {
  const rewritten = change.body !== undefined && change.body !== annotation.body;
  return {
    ...annotation,
    ...change,
    kind: kindOf(annotation, change.body ?? annotation.body),
    body_html: rewritten ? "" : annotation.body_html,
    only_me: change.audience ? change.audience.length === 0 : annotation.only_me,
  };
}

function kindOf({ kind }: Annotation, body: string): Kind {
  if (kind === "reply" || kind === "page_note") return kind;
  return body.trim() === "" ? "highlight" : "note";
}

/** A new annotation as it will be, as far as one can tell before the server has it. */
function provisional(id: number, wish: SayWish, parent: Annotation | null): Annotation {
  const { draft, login, at } = wish;
  const moment = new Date(at).toISOString();
  const placed = draft.selectors.length > 0;
  const color: Color | null = placed ? draft.color : null;
  const kind = draft.parent !== undefined ? "reply" : !placed ? "page_note" : draft.body.trim() ? "note" : "highlight";
  return {
    id, kind, color,
    quote: placed ? wish.quote : "",
    selectors: draft.selectors,
    body: draft.body,
    body_html: "",
    body_format: "markdown",
    tags: draft.tags,
    author: { login, name: "" },
    mine: true,
    can: [],
    created: moment,
    created_known: true,
    updated: moment,
    etag: "",
    audience: draft.audience,
    only_me: draft.audience.length === 0,
    parent: draft.parent ?? null,
    root: parent ? (parent.root ?? parent.id) : null,
    replies: 0,
    withdrawn: false,
    approximate: false,
    html_url: "",
    link: "",
  }; // prettier-ignore
}
