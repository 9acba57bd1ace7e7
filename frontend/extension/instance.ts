/** A Florilegium somewhere: what its address says of itself (RFC 8414). */
export interface Instance {
  /** `https://library.example.org`, without a slash at the end. */
  address: string;
  name: string;
  authorize: string;
  token: string;
  revoke: string;
  /** Where its API begins. */
  api: string;
}

/** What can be wrong with an address that somebody typed; the words for each are the interface's. */
export type AddressProblem = "no-address" | "not-safe" | "no-answer" | "no-florilegium";

/** The address as it is meant: with a scheme, without a path. Null for what is none. */
export function addressMeant(typed: string): URL | null {
  const text = typed.trim();
  if (!text) return null;
  try {
    const url = new URL(/^https?:\/\//i.test(text) ? text : `${isNear(text) ? "http" : "https"}://${text}`);
    return url.username || url.password || !url.hostname ? null : new URL(url.origin);
  } catch {
    return null;
  }
}

/** This very machine may be asked without encryption; nobody listens between. */
function isNear(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(host);
}

/** Ask an address whether it is a Florilegium. */
export async function findInstance(typed: string, ask: typeof fetch = fetch): Promise<Instance | AddressProblem> {
  const url = addressMeant(typed);
  if (!url) return "no-address";
  if (url.protocol !== "https:" && !isNear(url.host)) return "not-safe";
  let told: unknown;
  try {
    const answer = await ask(`${url.origin}/.well-known/oauth-authorization-server`, { credentials: "omit" });
    if (!answer.ok) return "no-florilegium";
    told = await answer.json();
  } catch (error) {
    return error instanceof SyntaxError ? "no-florilegium" : "no-answer";
  }
  return readMetadata(url.origin, told) ?? "no-florilegium";
}

/** Every address must be of the place that was asked: nothing typed there is to be handed to somebody else. */
function readMetadata(origin: string, told: unknown): Instance | null {
  if (!isRecord(told) || !isRecord(told["florilegium"])) return null;
  const at = (value: unknown): string | null =>
    typeof value === "string" && URL.canParse(value) && new URL(value).origin === origin ? value : null;
  const authorize = at(told["authorization_endpoint"]);
  const token = at(told["token_endpoint"]);
  const revoke = at(told["revocation_endpoint"]);
  const api = at(told["florilegium"]["api"]);
  const name = told["florilegium"]["name"];
  if (authorize === null || token === null || revoke === null || api === null) return null;
  return { address: origin, name: typeof name === "string" && name ? name : origin, authorize, token, revoke, api };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

