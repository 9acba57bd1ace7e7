import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ProblemKind, Result } from "../../client/shapes";
import type { Wish } from "../saving";
import type { Answer, Question } from "./asking";
import { save, sendWaiting } from "./keeping";

const outbox = vi.hoisted(() => new Map<string, Wish & { sentence: string; since: number }>());
const answer = vi.hoisted(() => vi.fn<(question: Question) => Result<Answer>>());

// The browser's database and the way to the server; what is sent and what stays is ours.
vi.mock("./outbox", () => ({
  put: (wish: Wish, sentence: string) => Promise.resolve(outbox.set(wish.key, { ...wish, sentence, since: 1 })),
  drop: (key: string) => Promise.resolve(outbox.delete(key)),
  all: () => Promise.resolve([...outbox.values()]),
}));
vi.mock("./asking", () => ({
  ask: (question: Question) => Promise.resolve(answer(question)),
  asked: (question: Question, pick: (json: unknown) => unknown) => {
    const told = answer(question);
    return Promise.resolve(told.ok ? { ok: true, value: pick(told.value.json) } : told);
  },
}));

const WISH: Wish = {
  key: "k", url: "https://example.org/", title: "T", description: "", tags: [], libraries: ["~alice", "reading"],
  private: true, unread: false, copy: "<p>As seen.</p>",
}; // prettier-ignore

const isCopy = ({ path }: Question) => path.endsWith("/snapshots");
const done = (json: unknown): Result<Answer> => ({ ok: true, value: { status: 201, json, etag: null } });
const failed = (kind: ProblemKind, sentence = ""): Result<never> => ({ ok: false, problem: { kind, sentence } });
const idOf = ({ path }: Question) => (path.includes("reading") ? 2 : 1);
const sent = () => answer.mock.calls.map(([{ path }]) => path);

beforeEach(() => {
  outbox.clear();
  answer.mockReset();
  vi.stubGlobal("chrome", { alarms: { create: () => Promise.resolve(), clear: () => Promise.resolve() } });
});

describe("keeping a page with what is seen of it", () => {
  it("sends the page and its copy to each library, and nothing waits", async () => {
    answer.mockImplementation((question) => done(isCopy(question) ? {} : { id: idOf(question), html_url: "u" }));
    expect(await save(WISH)).toMatchObject({ state: "kept", copyProblem: "" });
    expect(sent()).toEqual([
      "/libraries/~alice/bookmarks", "/bookmarks/1/snapshots", "/libraries/reading/bookmarks", "/bookmarks/2/snapshots",
    ]); // prettier-ignore
    expect(outbox.size).toBe(0);
  });

  it("keeps a copy that nobody took for now, and sends it where it is missing", async () => {
    let away = true;
    answer.mockImplementation((question) => {
      if (!isCopy(question)) return done({ id: idOf(question), html_url: "u" });
      return away && question.path.includes("/2/") ? failed("offline") : done({});
    });
    expect(await save(WISH)).toMatchObject({ state: "waits", copyProblem: "" });
    expect(outbox.get("k")).toMatchObject({ libraries: ["reading"], copy: "<p>As seen.</p>" });
    answer.mockClear();
    away = false;
    expect(await sendWaiting()).toEqual([]);
    expect(sent()).toEqual(["/libraries/reading/bookmarks", "/bookmarks/2/snapshots"]);
  });

  it("tells of a copy that is refused, and does not send it again", async () => {
    answer.mockImplementation((question) =>
      isCopy(question) ? failed("refused", "It is too large.") : done({ id: idOf(question), html_url: "u" }),
    );
    expect(await save(WISH)).toMatchObject({ state: "kept", copyProblem: "It is too large." });
    expect(outbox.size).toBe(0);
  });

  it("a library that refuses keeps the page from no other, and one that is away is asked again", async () => {
    answer.mockImplementation((question) => {
      if (isCopy(question)) return done({});
      return idOf(question) === 2 ? failed("broken") : failed("refused", "Not yours.");
    });
    expect(await save(WISH)).toMatchObject({ state: "waits", kept: [] });
    expect(outbox.get("k")?.libraries).toEqual(["reading"]);
    answer.mockImplementation(() => failed("refused", "Not yours."));
    await sendWaiting();
    expect(outbox.size).toBe(0);
  });
});
