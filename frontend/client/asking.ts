import type { Problem, ProblemKind, Result } from "./shapes";

/** As whom a program asks: with a token, from a page of ours with its CSRF token, or as nobody. */
export type Credentials = { token: string } | { csrf: string } | null;

export interface Way {
  /** Where the server is, without a slash at its end; "" for a page of ours. */
  base: string;
  as: Credentials;
  fetch?: typeof globalThis.fetch;
  /** The language of the server's sentences, where the browser's is not the one. */
  language?: string;
  /** What is said when no answer comes, or none that can be read. */
  sentences?: { offline: string; broken: string };
}

export interface Question {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
  /** An ETag: answered 304 if it is still that. */
  known?: string | undefined;
  /** An ETag: done only if it is still that. */
  seen?: string | undefined;
}

/** `json` is null where there is none: 204 and 304. */
export interface Answer {
  status: number;
  json: unknown;
  etag: string;
}

export type Ask = (question: Question) => Promise<Result<Answer>>;

/** Longer than the server takes for anything; then it is as if it were away. */
const PATIENCE = 30_000;
/** How a problem says that the page was opened before its reader signed in, or out. */
const RELOAD = "urn:florilegium:problem:reload";
const SENTENCES = { offline: "The server does not answer.", broken: "The server's answer cannot be read." };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** The same result with its value turned into something else. */
export async function turned<T, U>(result: Promise<Result<T>>, turn: (value: T) => U): Promise<Result<U>> {
  const found = await result;
  return found.ok ? ok(turn(found.value)) : found;
}

/** One way to a server. Nothing it gives back is an exception. */
export function asking(way: Way): Ask {
  const sentences = way.sentences ?? SENTENCES;
  const failed = (kind: ProblemKind, sentence: string): Result<never> => ({ ok: false, problem: { kind, sentence } });
  return async (question) => {
    let response: Response;
    let text: string;
    try {
      response = await (way.fetch ?? globalThis.fetch)(address(way, question), request(way, question));
      text = await response.text();
    } catch {
      return failed("offline", sentences.offline);
    }
    const json = parsed(text);
    if (response.ok || response.status === 304) {
      if (json === undefined) return failed("broken", sentences.broken);
      return ok({ status: response.status, json, etag: response.headers.get("ETag") ?? "" });
    }
    return { ok: false, problem: problem(response, json, sentences.broken) };
  };
}

function address(way: Way, question: Question): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const asked = query.size > 0 ? `?${query.toString()}` : "";
  return `${way.base}/api/v1${question.path}${asked}`;
}

function request(way: Way, question: Question): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (way.language !== undefined) headers["Accept-Language"] = way.language;
  if (way.as !== null && "token" in way.as) headers["Authorization"] = `Bearer ${way.as.token}`;
  if (way.as !== null && "csrf" in way.as) headers["X-CSRFToken"] = way.as.csrf;
  if (question.known !== undefined) headers["If-None-Match"] = question.known;
  if (question.seen !== undefined) headers["If-Match"] = question.seen;
  const sent: RequestInit = {
    method: question.method ?? "GET",
    headers,
    // a cookie goes along only from a page of ours, and no redirect leads a token elsewhere
    credentials: way.as !== null && "csrf" in way.as ? "same-origin" : "omit",
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  };
  if (question.body !== undefined) {
    headers["Content-Type"] = "application/json";
    sent.body = JSON.stringify(question.body);
  }
  return sent;
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Told {
  type?: unknown;
  detail?: unknown;
  errors?: unknown;
}

function problem(response: Response, json: unknown, otherwise: string): Problem {
  const told: Told = typeof json === "object" && json !== null ? json : {};
  const detail = typeof told.detail === "string" && told.detail !== "" ? told.detail : otherwise;
  const errors = sentencesOf(told.errors);
  const found: Problem = { kind: kindOf(response.status, told.type), sentence: Object.values(errors)[0] ?? detail };
  if (Object.keys(errors).length > 0) found.errors = errors;
  const after = Number(response.headers.get("Retry-After") ?? "0");
  if (after > 0) found.after = after;
  return found;
}

function sentencesOf(errors: unknown): Record<string, string> {
  if (typeof errors !== "object" || errors === null) return {};
  return Object.fromEntries(Object.entries(errors).filter((one): one is [string, string] => typeof one[1] === "string"));
}

function kindOf(status: number, type: unknown): ProblemKind {
  if (status === 401 || type === RELOAD) return "signed-out";
  if (status === 404 || status === 410) return "gone";
  if (status === 409 || status === 412) return "changed";
  return status >= 500 ? "broken" : "refused";
}
