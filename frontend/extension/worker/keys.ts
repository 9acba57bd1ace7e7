/**
 * The keys with which the extension acts for its person. They stay in the worker: no page and no content script is ever
 * told one. The one that lasts an hour is forgotten with the browser, the one that renews it is kept.
 */
import type { Instance } from "../instance";

export const CLIENT = "florilegium-extension";

interface Account {
  instance: Instance;
  refresh: string;
}

interface Access {
  token: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** What asking for an access key came to. `offline`: nobody answered, nothing is lost. */
export type AccessResult = { state: "key"; token: string; instance: Instance } | { state: "signed-out" | "offline" };

/** A key is renewed this long before it ends: clocks differ, and a question takes time. */
const EARLY = 60_000;

export async function account(): Promise<Account | null> {
  const kept = await chrome.storage.local.get("account");
  return (kept["account"] as Account | undefined) ?? null;
}

/** Keep what the token endpoint gave. */
export async function keep(instance: Instance, given: Given): Promise<void> {
  const access: Access = { token: given.access_token, until: Date.now() + given.expires_in * 1000 };
  await chrome.storage.local.set({ account: { instance, refresh: given.refresh_token } satisfies Account });
  await chrome.storage.session.set({ access });
}

export async function forget(): Promise<void> {
  await chrome.storage.local.remove("account");
  await chrome.storage.session.remove("access");
}

let renewing: Promise<AccessResult> | null = null;

/** A key that is good now. However many ask at once, it is renewed once: the second use of a renewing key is refused. */
export async function access(): Promise<AccessResult> {
  const known = await account();
  if (!known) return { state: "signed-out" };
  const { access: kept } = await chrome.storage.session.get("access");
  const held = kept as Access | undefined;
  if (held && held.until - EARLY > Date.now()) return { state: "key", token: held.token, instance: known.instance };
  renewing ??= renew(known).finally(() => {
    renewing = null;
  });
  return await renewing;
}

/** The server said that a key is none: the next question renews it. */
export async function distrust(token: string): Promise<void> {
  const { access: kept } = await chrome.storage.session.get("access");
  if ((kept as Access | undefined)?.token === token) await chrome.storage.session.remove("access");
}

async function renew(known: Account): Promise<AccessResult> {
  const given = await trade(known.instance, { grant_type: "refresh_token", refresh_token: known.refresh });
  if (given === "offline") return { state: "offline" };
  if (given === "refused") {
    await forget();
    return { state: "signed-out" };
  }
  await keep(known.instance, given);
  return { state: "key", token: given.access_token, instance: known.instance };
}

/** What the token endpoint gives (RFC 6749, 5.1). */
export interface Given {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

/**
 * Ask the token endpoint. Only its own plain word that the grant is none is a refusal: a proxy's page, a server that
 * starts or an answer nobody can read signs nobody out.
 */
export async function trade(
  instance: Instance,
  fields: Readonly<Record<string, string>>,
): Promise<Given | "refused" | "offline"> {
  try {
    const answer = await fetch(instance.token, {
      method: "POST",
      credentials: "omit",
      body: new URLSearchParams({ client_id: CLIENT, ...fields }),
    });
    const told: unknown = await answer.json();
    if (answer.ok) return isGiven(told) ? told : "offline";
    return isRefusal(told) ? "refused" : "offline";
  } catch {
    return "offline";
  }
}

function isGiven(told: unknown): told is Given {
  const one = told as Partial<Given> | null;
  return (
    typeof one?.access_token === "string" &&
    typeof one.refresh_token === "string" &&
    typeof one.expires_in === "number"
  );
}

function isRefusal(told: unknown): boolean {
  const error = (told as { error?: unknown } | null)?.error;
  return error === "invalid_grant" || error === "invalid_client" || error === "unauthorized_client";
}
