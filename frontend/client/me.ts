import { ok, turned, type Ask } from "./asking";
import type { Me, Result } from "./shapes";

export interface Oneself {
  /** Null: signed out. */
  get(): Promise<Result<Me | null>>;
  /** A note as our pages will set it: sanitised HTML. */
  preview(body: string): Promise<Result<string>>;
}

export function oneself(ask: Ask): Oneself {
  return {
    get: async () => {
      const found = await turned(ask({ path: "/me" }), ({ json }) => json as Me);
      return !found.ok && found.problem.kind === "signed-out" ? ok(null) : found;
    },
    preview: (body) =>
      turned(ask({ method: "POST", path: "/preview", body: { body } }), ({ json }) => (json as { html: string }).html),
  };
}
