import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Credentials } from "./asking";
import { createClient, csrfToken, type Client } from "./client";
import { pageHost } from "./host";
import type { Annotation, Draft } from "./shapes";

const DRAFT: Draft = { key: "k", selectors: [], color: "yellow", body: "mine", tags: [], audience: ["reading"] };

interface Asked {
  url: string;
  init: RequestInit;
}

type Reply = () => Response;

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return () => new Response(JSON.stringify(body), { status, headers });
}

/** A client of a server that gives these replies one after the other, and what it was asked. */
function client(replies: Reply[], as: Credentials = { csrf: "c" }, base = ""): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push({ url: url as string, init: init ?? {} });
    const reply = replies[asked.length - 1];
    return reply === undefined ? Promise.reject(new TypeError("away")) : Promise.resolve(reply());
  };
  return { client: createClient({ base, as, fetch }), asked };
}

const headers = (asked: Asked | undefined) => (asked?.init.headers ?? {}) as Record<string, string>;

describe("how a request is made", () => {
  it("sends the CSRF token, and the cookies of our own pages", async () => {
    const { client: one, asked } = client([json({ items: [], next: null })]);
    await one.annotations.list({ bookmark: 7 });
    expect(asked[0]?.url).toBe("/api/v1/annotations?bookmark=7");
    expect(headers(asked[0])).toMatchObject({ "X-CSRFToken": "c" });
    expect(asked[0]?.init).toMatchObject({ method: "GET", credentials: "same-origin", redirect: "error", cache: "no-store" });
  });

  it("sends a token and no cookie, and never follows a redirect with it", async () => {
    const { client: one, asked } = client([json({})], { token: "flo_x" }, "https://library.example.org");
    await one.me.get();
    expect(asked[0]?.url).toBe("https://library.example.org/api/v1/me");
    expect(headers(asked[0])["Authorization"]).toBe("Bearer flo_x");
    expect(headers(asked[0])["X-CSRFToken"]).toBeUndefined();
    expect(asked[0]?.init).toMatchObject({ credentials: "omit", redirect: "error" });
  });

  it("spells an address so that nothing of it is lost", async () => {
    const { client: one, asked } = client([json({ items: [], next: null })]);
    await one.annotations.list({ url: "https://example.org/a?b=c&d=é#e" });
    const url = new URL(asked[0]?.url ?? "", "https://x.example");
    expect(url.searchParams.get("url")).toBe("https://example.org/a?b=c&d=é#e");
  });

  it("says what was seen, and sends a body as JSON", async () => {
    const { client: one, asked } = client([json({ id: 1 })]);
    await one.annotations.change(1, { color: "pink" }, '"1-a"');
    expect(asked[0]?.init.method).toBe("PATCH");
    expect(headers(asked[0])).toMatchObject({ "If-Match": '"1-a"', "Content-Type": "application/json" });
    expect(asked[0]?.init.body).toBe('{"color":"pink"}');
  });

  it("says where and what", async () => {
    const { client: one, asked } = client([json({ id: 1 }, 201)]);
    expect(await one.annotations.say({ url: "https://example.org/", title: "T" }, DRAFT)).toMatchObject({ ok: true });
    expect(JSON.parse(asked[0]?.init.body as string)).toEqual({ url: "https://example.org/", title: "T", ...DRAFT });
  });
});

describe("what comes back", () => {
  it.each([
    [401, {}, "signed-out"],
    [403, { detail: "not yours" }, "refused"],
    [403, { type: "urn:florilegium:problem:reload" }, "signed-out"],
    [404, {}, "gone"],
    [409, {}, "changed"],
    [412, {}, "changed"],
    [422, {}, "refused"],
    [429, {}, "refused"],
    [500, {}, "broken"],
    [503, {}, "broken"],
  ])("%i %j is a problem %s", async (status, body, kind) => {
    const { client: one } = client([json(body, status)]);
    const found = await one.annotations.get(1);
    expect(found).toMatchObject({ ok: false, problem: { kind } });
    expect(!found.ok && found.problem.sentence).not.toBe("");
  });

  it("gives the sentence of the field at fault before the general one", async () => {
    const body = { detail: "Some fields need your attention.", errors: { audience: "There is no such library.", other: 7 } };
    const { client: one } = client([json(body, 422)]);
    expect(await one.annotations.get(1)).toEqual({
      ok: false,
      problem: { kind: "refused", sentence: "There is no such library.", errors: { audience: "There is no such library." } },
    });
  });

  it("says when to ask again", async () => {
    const { client: one } = client([json({ detail: "Wait." }, 429, { "Retry-After": "12" })]);
    expect(await one.annotations.get(1)).toEqual({
      ok: false,
      problem: { kind: "refused", sentence: "Wait.", after: 12 },
    });
  });

  it("is offline where no answer comes, and broken where it cannot be read", async () => {
    const { client: one } = client([() => new Response("<html>")]);
    expect(await one.annotations.get(1)).toMatchObject({ ok: false, problem: { kind: "broken" } });
    expect(await one.annotations.get(1)).toMatchObject({ ok: false, problem: { kind: "offline" } });
  });

  it("knows nobody for who is signed out", async () => {
    const { client: one } = client([json({}, 401)]);
    expect(await one.me.get()).toEqual({ ok: true, value: null });
  });

  it("reads a list to its end, and its state from the first part", async () => {
    const { client: one, asked } = client([
      json({ items: [{ id: 1 }], next: "n" }, 200, { ETag: '"a"' }),
      json({ items: [{ id: 2 }], next: null }, 200, { ETag: '"b"' }),
    ]);
    const found = await one.annotations.list({ bookmark: 1 });
    expect(found).toEqual({ ok: true, value: { items: [{ id: 1 }, { id: 2 }], etag: '"a"' } });
    expect(asked[1]?.url).toBe("/api/v1/annotations?bookmark=1&cursor=n");
  });

  it("is null where nothing is otherwise", async () => {
    const { client: one, asked } = client([() => new Response(null, { status: 304 })]);
    expect(await one.annotations.list({ bookmark: 1 }, '"a"')).toEqual({ ok: true, value: null });
    expect(headers(asked[0])["If-None-Match"]).toBe('"a"');
  });
});

describe("a host", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const part = (id: number, etag: string) => json({ items: [{ id }], next: null }, 200, { ETag: etag });
  const same: Reply = () => new Response(null, { status: 304 });

  it("tells what is otherwise, and only that", async () => {
    const { client: one, asked } = client([part(1, '"a"'), same, part(2, '"b"')]);
    const told: Annotation[][] = [];
    const stop = pageHost(one, { bookmark: 1 }, () => false).watch((all) => told.push(all));
    await vi.advanceTimersByTimeAsync(8_500);
    expect(told.map((all) => all.map(({ id }) => id))).toEqual([[1], [2]]);
    expect(headers(asked[2])["If-None-Match"]).toBe('"a"');
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBe(3);
  });

  it("goes on while the server is away, and asks once a minute while nobody looks", async () => {
    const { client: one, asked } = client([]);
    const stop = pageHost(one, { bookmark: 1 }, () => true).watch(() => undefined);
    await vi.advanceTimersByTimeAsync(121_000);
    expect(asked.length).toBe(3);
    stop();
  });

  it("gives what it knows where nothing is otherwise", async () => {
    const { client: one } = client([part(1, '"a"'), same]);
    const host = pageHost(one, { bookmark: 1 });
    await host.list();
    expect(await host.list()).toMatchObject({ ok: true, value: [{ id: 1 }] });
  });
});

it("finds the CSRF token among cookies", () => {
  expect(csrfToken("language=fr; csrftoken=abc; x=y")).toBe("abc");
  expect(csrfToken("xcsrftoken=abc")).toBe("");
});
