import type { Problem, Result } from "../client/shapes";
export interface Answer { status: number; json: unknown; etag: string | null }
export async function ask(method: string, path: string, csrf: string, body?: unknown, headers: Record<string, string> = {}): Promise<Result<Answer>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { method, headers: { "X-CSRFToken": csrf, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }), cache: "no-store" });
  } catch { return { ok: false, problem: { kind: "offline", sentence: "offline" } }; }
  const json: unknown = response.status === 204 || response.status === 304 ? null : await response.json().catch(() => null);
  if (response.ok || response.status === 304) return { ok: true, value: { status: response.status, json, etag: response.headers.get("ETag") } };
  const kind: Problem["kind"] = response.status === 401 || response.status === 403 ? "signed-out" : response.status === 412 ? "changed" : response.status === 404 ? "gone" : response.status >= 500 ? "broken" : "refused";
  return { ok: false, problem: { kind, sentence: (json as { detail?: string } | null)?.detail ?? "" } };
}
