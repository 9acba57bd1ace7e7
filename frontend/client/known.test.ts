import { expect, it } from "vitest";
import { pageDigest } from "./addresses";
import { ok } from "./asking";
import { createKnown } from "./known";
import type { Pages } from "./pages";
import type { Digests, Result } from "./shapes";

const HERE = "//example.org/1";
const AWAY = "//example.org/2";

/** Pages of a server that tells at most `most` digests, and the prefixes it was asked for. */
async function server(keys: string[], most: number): Promise<{ pages: Pages; asked: string[]; all: string[] }> {
  const all = await Promise.all(keys.map(pageDigest));
  const asked: string[] = [];
  const digests = (prefix: string): Promise<Result<Digests>> => {
    asked.push(prefix);
    const found = all.filter((one) => one.startsWith(prefix));
    const complete = found.length <= most;
    return Promise.resolve(ok({ prefix, digests: complete ? found : [], complete }));
  };
  const get = () => Promise.reject(new Error("never: this tells which page it is"));
  return { pages: { digests, get }, asked, all };
}

it("says nothing of what is read where the libraries are small", async () => {
  const { pages, asked } = await server([HERE], 10);
  const known = createKnown(pages);
  expect(await known.has(HERE)).toEqual(ok(true));
  expect(await known.has(AWAY)).toEqual(ok(false));
  expect(asked).toEqual([""]);
});

it("tells as few digits as are needed, and never more than four", async () => {
  const many = Array.from({ length: 40 }, (_one, index) => `//example.org/${String(index)}`);
  const { pages, asked } = await server(many, 6);
  const known = createKnown(pages);
  expect(await known.has(HERE)).toEqual(ok(true));
  expect(asked.map((prefix) => prefix.length)).toEqual([0, 1]);
  const greedy = await server(many, -1);
  expect(await createKnown(greedy.pages).has(HERE)).toEqual(ok(false));
  expect(greedy.asked.map((prefix) => prefix.length)).toEqual([0, 1, 2, 3, 4]);
});

it("asks again after an hour, and when something was kept", async () => {
  const { pages, asked, all } = await server([HERE], 10);
  let now = 0;
  const known = createKnown(pages, () => now);
  await known.has(AWAY);
  all.push(await pageDigest(AWAY));
  expect(await known.has(AWAY)).toEqual(ok(false));
  now = 3_600_000;
  expect(await known.has(AWAY)).toEqual(ok(true));
  known.forget();
  await known.has(AWAY);
  expect(asked).toEqual(["", "", ""]);
});

it("gives the problem where there is no answer", async () => {
  const problem = { kind: "offline", sentence: "x" } as const;
  const pages: Pages = { get: () => Promise.reject(new Error("never")), digests: () => Promise.resolve({ ok: false, problem }) };
  expect(await createKnown(pages).has(HERE)).toEqual({ ok: false, problem });
});
