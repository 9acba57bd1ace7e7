import { turned, type Ask } from "./asking";
import type { Bookmark, BookmarkChange, LibraryName, NewBookmark, Result } from "./shapes";

export interface Bookmarks {
  get(id: number): Promise<Result<Bookmark>>;
  /** Where the page is kept already, one's saving and tags are added to that bookmark: safe to repeat. */
  keep(library: LibraryName, page: NewBookmark): Promise<Result<Bookmark>>;
  /** In several libraries, one after the other; what became of each. */
  keepIn(libraries: readonly LibraryName[], page: NewBookmark): Promise<Map<LibraryName, Result<Bookmark>>>;
  /** Without `seen`, what is named is changed whatever else was. */
  change(id: number, change: BookmarkChange, seen?: string): Promise<Result<Bookmark>>;
  remove(id: number): Promise<Result<null>>;
}

export function bookmarks(ask: Ask): Bookmarks {
  const told = ({ json }: { json: unknown }) => json as Bookmark;
  const keep = (library: LibraryName, page: NewBookmark) => {
    // a group's library has nothing private
    const body = library.startsWith("~") ? page : { ...page, private: false };
    return turned(ask({ method: "POST", path: `/libraries/${encodeURIComponent(library)}/bookmarks`, body }), told);
  };
  return {
    get: (id) => turned(ask({ path: `/bookmarks/${String(id)}` }), told),
    keep,
    keepIn: async (libraries, page) => {
      const kept = new Map<LibraryName, Result<Bookmark>>();
      for (const library of libraries) kept.set(library, await keep(library, page));
      return kept;
    },
    change: (id, change, seen) =>
      turned(ask({ method: "PATCH", path: `/bookmarks/${String(id)}`, body: change, seen }), told),
    remove: (id) => turned(ask({ method: "DELETE", path: `/bookmarks/${String(id)}` }), () => null),
  };
}
