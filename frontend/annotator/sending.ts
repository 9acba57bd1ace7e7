/**
 * Carries wishes to the host and tells the conversation how they fare. A wish is in the store before it is sent and leaves
 * it when the server has it, so that neither a dead server nor a closed window loses a word.
 */
import type { Annotation, Change, Draft, Problem, Result } from "../client/shapes";
import type { Conversation, Fate } from "./conversation";
import type { Host } from "./host";
import { newKey } from "./wishes";
import type { Wish, Wishes } from "./wishes";

/** Seconds between two tries, while no answer comes. */
const PAUSES = [2, 4, 8, 15, 30, 60];

interface Told {
  /** Who is signed in now; what somebody else wrote here waits for her. */
  login: () => string | null;
  /** Something has come to the server. */
  saved: () => void;
}

export class Sender {
  readonly #host: Host;
  readonly #wishes: Wishes;
  readonly #conversation: Conversation;
  readonly #waiting = new Map<string, Wish>();
  readonly #sending = new Set<string>();
  readonly #signal: AbortSignal;
  readonly #login: () => string | null;
  readonly #saved: () => void;
  #tries = 0;
  #retrying = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, wishes: Wishes, conversation: Conversation, { login, saved }: Told, signal: AbortSignal) {
    this.#host = host;
    this.#login = login;
    this.#saved = saved;
    this.#wishes = wishes;
    this.#conversation = conversation;
    this.#signal = signal;
    signal.addEventListener("abort", () => { clearTimeout(this.#timer); }); // prettier-ignore
    const now = () => { this.retry(); }; // prettier-ignore
    addEventListener("online", now, { signal });
    addEventListener("focus", now, { signal });
  }

  /** Say something new; the id under which it shows meanwhile. */
  say(draft: Draft, login: string, quote: string): number {
    return this.send({ kind: "say", key: draft.key, login, at: Date.now(), unfinished: false, quote, draft });
  }

  change(annotation: Annotation, change: Change, login: string): number {
    const { id, etag: seen, quote } = annotation;
    return this.send({ kind: "change", key: newKey(), login, at: Date.now(), unfinished: false, quote, id, change, seen });
  }

  send(wish: Wish): number {
    const id = this.#conversation.want(wish, "saving");
    void this.#wishes.keep(wish).then(() => this.#carry(wish));
    return id;
  }

  /** What a former visit left here. */
  resume(wishes: readonly Wish[]): void {
    for (const wish of wishes) {
      if (wish.unfinished) continue;
      this.#conversation.want(wish, "kept");
      this.#waiting.set(wish.key, wish);
    }
    this.retry();
  }

  /** All that waits, in the order in which it was said, until one finds nobody. */
  retry(): void {
    clearTimeout(this.#timer);
    if (!this.#retrying) void this.#carryAll();
  }

  /** Give a wish up. */
  discard(key: string): void {
    this.#waiting.delete(key);
    void this.#wishes.drop(key);
    this.#conversation.settle(key, null);
  }

  /** The problem, if it could not be taken back. */
  async remove(id: number): Promise<Problem | null> {
    const was = this.#conversation.take(id);
    const result = await this.#host.remove(id);
    if (result.ok || result.problem.kind === "gone") return null;
    if (was) this.#conversation.put(was);
    return result.problem;
  }

  async restore(id: number): Promise<Problem | null> {
    const result = await this.#host.restore(id);
    if (!result.ok) return result.problem;
    this.#conversation.put(result.value);
    return null;
  }

  async #carryAll(): Promise<void> {
    this.#retrying = true;
    const waiting = [...this.#waiting.values()].sort((a, b) => a.at - b.at);
    for (const wish of waiting) if (this.#waiting.has(wish.key) && !(await this.#carry(wish))) break;
    this.#retrying = false;
  }

  /** Whether it makes sense to send another after it. */
  async #carry(wish: Wish): Promise<boolean> {
    const about = wish.kind === "change" ? String(wish.id) : wish.key;
    if (this.#signal.aborted || wish.login !== this.#login()) return true;
    // One change of an annotation after the other, each knowing the state the one before it made.
    if (this.#sending.has(about)) {
      this.#waiting.set(wish.key, wish);
      return true;
    }
    this.#sending.add(about);
    const result = await this.#ask(wish);
    this.#sending.delete(about);
    if (!result.ok) return this.#fared(wish, result.problem);
    this.#tries = 0;
    this.#waiting.delete(wish.key);
    await this.#wishes.drop(wish.key);
    this.#conversation.settle(wish.key, result.value);
    this.#saved();
    this.#next(result.value);
    return true;
  }

  #next({ id, etag: seen }: Annotation): void {
    for (const wish of this.#waiting.values()) {
      if (wish.kind === "change" && wish.id === id) void this.#carry({ ...wish, seen });
    }
  }

  #ask(wish: Wish): Promise<Result<Annotation>> {
    return wish.kind === "say" ? this.#host.say(wish.draft) : this.#host.change(wish.id, wish.change, wish.seen);
  }

  /** Say how it fared; it waits, if nobody was there. Whether somebody was. */
  #fared(wish: Wish, problem: Problem): boolean {
    const fate = FATES[problem.kind];
    this.#conversation.fare(wish.key, fate, problem);
    if (fate !== "kept" && fate !== "signed-out") {
      this.#waiting.delete(wish.key);
      return true;
    }
    this.#waiting.set(wish.key, wish);
    if (this.#signal.aborted) return false;
    const pause = problem.after ?? PAUSES[Math.min(this.#tries++, PAUSES.length - 1)] ?? 60;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.retry(); }, pause * 1000); // prettier-ignore
    return false;
  }
}

const FATES: Readonly<Record<Problem["kind"], Fate>> = {
  offline: "kept",
  broken: "kept",
  "signed-out": "signed-out",
  refused: "refused",
  gone: "refused",
  changed: "changed",
};
