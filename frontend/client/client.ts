import { annotations, type Annotations } from "./annotations";
import { asking, type Way } from "./asking";
import { oneself, type Oneself } from "./me";

/** The server's API, one noun a file. */
export interface Client {
  annotations: Annotations;
  me: Oneself;
}

export function createClient(way: Way): Client {
  const ask = asking(way);
  return { annotations: annotations(ask), me: oneself(ask) };
}

/** The CSRF token of a page of ours, from its cookie; "" before any was set. */
export function csrfToken(cookies: string = document.cookie): string {
  return /(?:^|; )csrftoken=([^;]*)/.exec(cookies)?.[1] ?? "";
}
