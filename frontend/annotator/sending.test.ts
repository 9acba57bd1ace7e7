import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Annotation, Draft, Problem, Result } from "../client/shapes";
import { Conversation } from "./conversation";
import type { Host } from "./host";
import { Sender } from "./sending";
import { browserStore } from "./store";
import { newKey, Wishes } from "./wishes";

const quote = { type: "TextQuoteSelector" as const, exact: "words" };

function draftOf(body = ""): Draft {
  return { key: newKey(), selectors: [quote], color: "blue", body, tags: [], audience: ["reading"] };
}

/** A server of one page: what it has, and what is wrong with it just now. */
class Server {
  readonly said = new Map<string, Annotation>();
  problem: Problem | null = null;
  asked = 0;

  answer(make: () => Annotation): Promise<Result<Annotation>> {
    this.asked++;
    return Promise.resolve(this.problem ? { ok: false, problem: this.problem } : { ok: true, value: make() });
  }

  say(draft: Draft): Annotation {
    const known = this.said.get(draft.key);
    if (known) return known;
    const { key, parent = null, ...rest } = draft;
    const at = "2026-11-25T10:00:00Z";
    const annotation: Annotation = {
      ...rest, id: this.said.size + 1, kind: "note", quote: "words", body_html: "", body_format: "markdown", mine: true,
      author: { login: "anna", name: "Anna" }, can: ["edit"], created: at, created_known: true, updated: at, etag: "1", only_me: false,
      parent, root: null, replies: 0, withdrawn: false, approximate: false, html_url: "", link: "",
    }; // prettier-ignore
    this.said.set(key, annotation);
    return annotation;
  }

  change(id: number, seen: string, body: string): Annotation {
    const [key, annotation] = [...this.said].find(([, one]) => one.id === id) ?? ["", this.say(draftOf())];
    if (annotation.etag !== seen) throw new Error(`${seen} was seen, ${annotation.etag} it is`);
    const changed = { ...annotation, body, etag: String(Number(seen) + 1), updated: `2026-11-25T10:00:0${seen}Z` };
    this.said.set(key, changed);
    return changed;
  }
}

describe("what is said", () => {
  const server = { now: new Server() };
  let conversation = new Conversation();
  let closed = new AbortController();
  let login: string | null = "anna";
  const store = browserStore(localStorage);

  function open(): Sender {
    closed.abort();
    closed = new AbortController();
    conversation = new Conversation();
    const host = {
      say: (draft: Draft) => server.now.answer(() => server.now.say(draft)),
      change: (id: number, { body = "" }, seen: string) => server.now.answer(() => server.now.change(id, seen, body)),
    };
    return new Sender(host as unknown as Host, new Wishes(store, "page"), conversation, { login: () => login, saved: () => undefined }, closed.signal);
  }

  const shown = () => conversation.all().map(({ annotation, fate }) => [annotation.body, fate]);
  const settled = () => vi.advanceTimersByTimeAsync(50);

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    server.now = new Server();
    login = "anna";
  });
  afterEach(() => {
    closed.abort();
    vi.useRealTimers();
  });

  it("shows at once, and is saved when the server has it", async () => {
    const sender = open();
    const id = sender.say(draftOf("hello"), "anna", "words");
    expect(id).toBeLessThan(0);
    expect(shown()).toEqual([["hello", "saving"]]);
    await settled();
    expect(shown()).toEqual([["hello", "saved"]]);
    expect(conversation.now(id)).toBe(1);
    expect(localStorage).toHaveLength(0);
  });

  it("is kept while no answer comes, and sent again by itself", async () => {
    const sender = open();
    server.now.problem = { kind: "offline", sentence: "" };
    sender.say(draftOf("hello"), "anna", "words");
    await settled();
    expect(shown()).toEqual([["hello", "kept"]]);
    server.now.problem = null;
    await vi.advanceTimersByTimeAsync(2000);
    expect(shown()).toEqual([["hello", "saved"]]);
  });

  it("outlives the page, and is never said twice", async () => {
    server.now.problem = { kind: "offline", sentence: "" };
    open().say(draftOf("hello"), "anna", "words");
    await settled();
    server.now.problem = null;
    const wishes = await new Wishes(store, "page").of("anna");
    open().resume(wishes);
    open().resume(wishes);
    await settled();
    expect(shown()).toEqual([["hello", "saved"]]);
    expect(server.now.said.size).toBe(1);
  });

  it("waits for its author: nobody else sends it", async () => {
    const sender = open();
    server.now.problem = { kind: "signed-out", sentence: "" };
    sender.say(draftOf("hello"), "anna", "words");
    await settled();
    expect(shown()).toEqual([["hello", "signed-out"]]);
    server.now.problem = null;
    const asked = server.now.asked;
    login = "bert";
    sender.retry();
    await settled();
    expect(server.now.asked).toBe(asked);
    expect(await new Wishes(store, "page").of("bert")).toEqual([]);
    login = "anna";
    sender.retry();
    await settled();
    expect(shown()).toEqual([["hello", "saved"]]);
  });

  it("is refused with its text still there, until it is given up", async () => {
    const sender = open();
    server.now.problem = { kind: "refused", sentence: "Too long." };
    const draft = draftOf("hello");
    sender.say(draft, "anna", "words");
    await settled();
    expect(shown()).toEqual([["hello", "refused"]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.now.asked).toBe(1);
    sender.discard(draft.key);
    expect(shown()).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it("changes one change after the other, each seeing what the one before it made", async () => {
    const sender = open();
    sender.say(draftOf("one"), "anna", "words");
    await settled();
    const annotation = conversation.told(1);
    if (!annotation) throw new Error("it was not said");
    sender.change(annotation, { body: "two" }, "anna");
    sender.change(annotation, { body: "three" }, "anna");
    expect(shown()).toEqual([["three", "saving"]]);
    await settled();
    expect(shown()).toEqual([["three", "saved"]]);
    expect(conversation.told(1)?.etag).toBe("3");
  });

  it("that somebody changed meanwhile is shown with both texts", async () => {
    const sender = open();
    const said = server.now.say(draftOf("one"));
    conversation.tell([said]);
    server.now.problem = { kind: "changed", sentence: "" };
    sender.change(said, { body: "mine" }, "anna");
    conversation.tell([{ ...said, body: "theirs", updated: "2026-11-25T11:00:00Z" }]);
    await settled();
    const [shownNow] = conversation.all();
    expect([shownNow?.annotation.body, shownNow?.fate, shownNow?.theirs?.body]).toEqual(["mine", "changed", "theirs"]);
  });

  it("is not undone by a list that was asked for before", async () => {
    const sender = open();
    sender.say(draftOf("hello"), "anna", "words");
    await settled();
    conversation.tell([]);
    expect(shown()).toEqual([["hello", "saved"]]);
    vi.setSystemTime(Date.now() + 11_000);
    conversation.tell([]);
    expect(shown()).toEqual([]);
  });
});
