import { annotations, type Annotations } from "./annotations";
import { asking, type Way } from "./asking";
import { bookmarks, type Bookmarks } from "./bookmarks";
import { oneself, type Oneself } from "./me";
import { pages, type Pages } from "./pages";
import { tags, type Tags } from "./tags";

/** The server's API, one noun a file. */
export interface Client {
  annotations: Annotations;
  bookmarks: Bookmarks;
  me: Oneself;
  pages: Pages;
  tags: Tags;
}

export function createClient(way: Way): Client {
  const ask = asking(way);
  return { annotations: annotations(ask), bookmarks: bookmarks(ask), me: oneself(ask), pages: pages(ask), tags: tags(ask) };
}

/** The CSRF token of a page of ours, from its cookie; "" before any was set. */
export function csrfToken(cookies: string = document.cookie): string {
  return /(?:^|; )csrftoken=([^;]*)/.exec(cookies)?.[1] ?? "";
}
