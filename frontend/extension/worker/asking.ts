/** Asking the API with the key that only the worker has. Errors are values. */
import type { Problem, ProblemKind, Result } from "../../client/shapes";
import { access, distrust } from "./keys";

export interface Answer {
  status: number;
  json: unknown;
  etag: string | null;
}

export interface Question {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From where the API begins: `/me`. */
  path: string;
  json?: unknown;
  form?: FormData;
  headers?: Readonly<Record<string, string>>;
}

/** A key that ended early (its person signed out elsewhere, the server was put back) is renewed once before that is told. */
export async function ask(question: Question): Promise<Result<Answer>> {
  const first = await once(question);
  return first === "key-refused" ? second(await once(question)) : first;
}

function second(again: Result<Answer> | "key-refused"): Result<Answer> {
  return again === "key-refused" ? problem("signed-out", null) : again;
}

async function once({ method, path, json, form, headers }: Question): Promise<Result<Answer> | "key-refused"> {
  const key = await access();
  if (key.state !== "key") return problem(key.state, null);
  let response: Response;
  try {
    response = await fetch(key.instance.api + path, {
      method,
      credentials: "omit",
      cache: "no-store",
      headers: {
        Authorization: `Bearer ${key.token}`,
        "Accept-Language": chrome.i18n.getUILanguage(),
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(json === undefined ? (form ? { body: form } : {}) : { body: JSON.stringify(json) }),
    });
  } catch {
    return problem("offline", null);
  }
  if (response.status === 401) {
    await distrust(key.token);
    return "key-refused";
  }
  const told: unknown = [204, 304].includes(response.status) ? null : await response.json().catch(() => null);
  if (response.ok || response.status === 304)
    return { ok: true, value: { status: response.status, json: told, etag: response.headers.get("ETag") } };
  return problem(kindOf(response.status), told, response.headers.get("Retry-After"));
}

function kindOf(status: number): ProblemKind {
  if (status === 412) return "changed";
  if (status === 404 || status === 410) return "gone";
  // a proxy whose server is away answers for it: that is nobody's refusal
  if ([429, 502, 503, 504].includes(status)) return "offline";
  return status >= 500 ? "broken" : "refused";
}

function problem(kind: ProblemKind, told: unknown, after: string | null = null): Result<never> {
  const said = told as { detail?: unknown; errors?: unknown } | null;
  const found: Problem = { kind, sentence: typeof said?.detail === "string" ? said.detail : "" };
  if (typeof said?.errors === "object" && said.errors !== null) found.errors = said.errors as Record<string, string>;
  if (after !== null && /^\d+$/.test(after)) found.after = Number(after);
  return { ok: false, problem: found };
}

/** The answer, as what its caller knows it to be. */
export async function asked<T>(question: Question, pick: (json: unknown) => T): Promise<Result<T>> {
  const result = await ask(question);
  return result.ok ? { ok: true, value: pick(result.value.json) } : result;
}
