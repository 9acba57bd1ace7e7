import type { Annotation, Me } from "../client/shapes";
import type { Host } from "../annotator/host";
import { ask } from "./asking";
import type { Result } from "../client/shapes";

export function pageHost(told: DOMStringMap): Host {
  const bookmark = Number(told["bookmark"]);
  const csrf = told["csrf"] ?? "";
  const as = async <T>(promise: ReturnType<typeof ask>, pick: (json: unknown) => T): Promise<Result<T>> => {
    const result = await promise;
    return result.ok ? { ok: true, value: pick(result.value.json) } : result;
  };
  const one = (json: unknown) => json as Annotation;
  const listing = (json: unknown) => (json as { items: Annotation[] }).items;
  const list = () => as(ask("GET", `/annotations?bookmark=${String(bookmark)}`, csrf), listing);
  return {
    me: async () => {
      if (csrf === "") return { ok: true, value: null };
      const result = await as(ask("GET", "/me", csrf), (json) => json as Me);
      return !result.ok && result.problem.kind === "signed-out" ? { ok: true, value: null } : result;
    },
    list,
    say: (draft) => as(ask("POST", "/annotations", csrf, { bookmark, ...draft }), one),
    change: (id, change, seen) => as(ask("PATCH", `/annotations/${String(id)}`, csrf, change, { "If-Match": seen }), one),
    remove: (id) => as(ask("DELETE", `/annotations/${String(id)}`, csrf), () => null),
    restore: (id) => as(ask("POST", `/annotations/${String(id)}/restore`, csrf, {}), one),
    preview: (body) => as(ask("POST", "/preview", csrf, { body }), (json) => (json as { html: string }).html),
    watch: (changed) => {
      const look = async () => { const result = await list(); if (result.ok) changed(result.value); };
      void look();
      const timer = setInterval(() => void look(), 4000);
      return () => { clearInterval(timer); };
    },
  };
}
