import { turned, type Ask } from "./asking";
import type { Digests, PageKnown, Result } from "./shapes";

export interface Pages {
  /** What one's own libraries have of an address. This tells the server which page it is. */
  get(url: string): Promise<Result<PageKnown>>;
  /** Digests of the pages in one's libraries that begin with a prefix: at most four hexadecimal digits. */
  digests(prefix: string): Promise<Result<Digests>>;
}

export function pages(ask: Ask): Pages {
  return {
    get: (url) => turned(ask({ path: "/pages", query: { url } }), ({ json }) => json as PageKnown),
    digests: (prefix) => turned(ask({ path: "/pages/digests", query: { prefix } }), ({ json }) => json as Digests),
  };
}
