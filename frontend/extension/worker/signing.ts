/** Signing in and out: OAuth's authorization code with PKCE (RFC 7636), in the browser's own window for it. */
import { findInstance, type AddressProblem, type Instance } from "../instance";
import { account, CLIENT, forget, keep, trade } from "./keys";

export type SignedIn = { ok: true; instance: Instance } | { ok: false; problem: AddressProblem | "not-allowed" | "closed" };

/** Sign in at an address that somebody typed. */
export async function signIn(typed: string): Promise<SignedIn> {
  const instance = await findInstance(typed);
  if (typeof instance === "string") return { ok: false, problem: instance };
  const verifier = byChance(48);
  const state = byChance(16);
  const home = chrome.identity.getRedirectURL();
  const question = new URL(instance.authorize);
  question.search = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT,
    redirect_uri: home,
    scope: "read write",
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: "S256",
  }).toString();
  const code = await codeFrom(question, state);
  if (code.kind !== "code") return { ok: false, problem: code.kind };
  const given = await trade(instance, {
    grant_type: "authorization_code",
    code: code.code,
    redirect_uri: home,
    code_verifier: verifier,
  });
  if (given === "offline") return { ok: false, problem: "no-answer" };
  if (given === "refused") return { ok: false, problem: "not-allowed" };
  await keep(instance, given);
  return { ok: true, instance };
}

type Answer = { kind: "code"; code: string } | { kind: "not-allowed" | "closed" };

/** Lead her to the page that asks, and read where it led back to. */
async function codeFrom(question: URL, state: string): Promise<Answer> {
  let back: string | undefined;
  try {
    back = await chrome.identity.launchWebAuthFlow({ url: question.href, interactive: true });
  } catch {
    return { kind: "closed" }; // the window was closed, or no page came
  }
  const answer = new URL(back ?? "about:blank").searchParams;
  const code = answer.get("code");
  // security: an answer to somebody else's question is no answer to ours
  if (answer.get("state") !== state || code === null) return { kind: "not-allowed" };
  return { kind: "code", code };
}

/** Give the key back, and forget it whether or not anybody answers. */
export async function signOut(): Promise<void> {
  const known = await account();
  await forget();
  if (!known) return;
  try {
    await fetch(known.instance.revoke, {
      method: "POST",
      credentials: "omit",
      body: new URLSearchParams({ client_id: CLIENT, token: known.refresh, token_type_hint: "refresh_token" }),
    });
  } catch {
    // offline: the key is nowhere any more, and ends by itself
  }
}

function byChance(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
