import { turned, type Ask } from "./asking";
import type { LibraryName, Result, Tag } from "./shapes";

export interface Tags {
  /** The tags of a library that begin so, accents and case aside; the most used first. */
  beginning(library: LibraryName, prefix: string, limit?: number): Promise<Result<Tag[]>>;
}

export function tags(ask: Ask): Tags {
  return {
    beginning: (library, prefix, limit = 10) =>
      turned(
        ask({ path: `/libraries/${encodeURIComponent(library)}/tags`, query: { prefix, limit } }),
        ({ json }) => (json as { items: Tag[] }).items,
      ),
  };
}
