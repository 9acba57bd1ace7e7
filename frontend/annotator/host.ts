import type { Annotation, Change, Draft, Me, Result } from "../client/shapes";

/** Where the annotations are: our server, asked by a page of ours or by the extension's worker. */
export interface Host {
  /** Null: signed out. */
  me(): Promise<Result<Me | null>>;
  /** Everything of this page that whoever asks may hear. */
  list(): Promise<Result<Annotation[]>>;
  /** The draft's key makes it safe to repeat. */
  say(draft: Draft): Promise<Result<Annotation>>;
  /** `seen`: the `etag` of what was changed; if it is another by now, a problem `changed`. */
  change(id: number, change: Change, seen: string): Promise<Result<Annotation>>;
  remove(id: number): Promise<Result<null>>;
  restore(id: number): Promise<Result<Annotation>>;
  /** Sanitised HTML. */
  preview(body: string): Promise<Result<string>>;
  /** Everything again, each time something is otherwise. */
  watch(changed: (all: Annotation[]) => void): () => void;
}

/**
 * Where text waits that the server does not have yet, under names of the annotator's. On our pages the browser's storage;
 * on somebody else's page the extension's own, since a page may read all that is stored under its address.
 */
export interface Store {
  /** Everything under names that begin so. */
  read(prefix: string): Promise<ReadonlyMap<string, string>>;
  write(name: string, value: string): Promise<void>;
  drop(name: string): Promise<void>;
}
