/**
 * The annotator: one for all places. It is given a surface, where the words are, and a host, where the annotations are,
 * and does the rest: bar, editor, threads, panel, and what is not sent yet.
 */
import type { Me } from "../client/shapes";
import type { Surface } from "../surface/surface";
import { Choosing } from "./choosing";
import type { Context, Options } from "./context";
import { Conversation } from "./conversation";
import type { Host } from "./host";
import { openInterface } from "./interface";
import { Notices } from "./notices";
import { Sender } from "./sending";
import { Views } from "./views";
import { Wishes } from "./wishes";
import { wordsFor } from "./words";

export interface Annotator {
  /** Show one, as soon as it is known; a reply in its thread. */
  reveal(id: number): void;
  close(): void;
}

export function createAnnotator(surface: Surface, host: Host, options: Options): Annotator {
  const closed = new AbortController();
  const { signal } = closed;
  const words = wordsFor(options.language);
  const corner = openInterface(options.shadow, options.language);
  const notices = new Notices(words);
  const conversation = new Conversation();
  const wishes = new Wishes(options.store, options.page);
  const context: Context = {
    words, options, surface, host, conversation, wishes,
    sender: new Sender(host, wishes, conversation, {
      login: () => context.me?.person.login ?? null,
      saved: () => { notices.announce(words.saved); },
    }, signal),
    me: null,
    color: null,
    met: Promise.resolve(),
    announce: (text) => { notices.announce(text); },
    notify: (text, actions) => { notices.notify(text, actions); },
    spotOf: (id) => views.spotOf(id),
  }; // prettier-ignore
  const views = new Views(context);
  const choosing = new Choosing(context, views);
  corner.body.append(...views.elements, ...choosing.elements, notices.element);
  choosing.listen(signal);
  void begin(context, views, choosing, signal);
  return {
    reveal: (id) => { views.reveal(id); },
    close: () => {
      closed.abort();
      views.close();
      surface.close();
      corner.close();
    },
  }; // prettier-ignore
}

async function begin(context: Context, views: Views, choosing: Choosing, signal: AbortSignal): Promise<void> {
  const { host, conversation } = context;
  conversation.onChange(() => { views.update(); }); // prettier-ignore
  const known = new Set<number>();
  let first = true;
  const stop = host.watch((all) => {
    const news = all.filter(({ id, mine }) => !known.has(id) && !mine).length;
    for (const { id } of all) known.add(id);
    conversation.tell(all);
    if (!first && news > 0) context.announce(context.words.fromOthers(news));
    first = false;
  });
  signal.addEventListener("abort", stop);
  context.met = begun(context, views);
  await context.met;
  choosing.meet();
  addEventListener("focus", () => void meet(context, views), { signal });
}

/** Until the server has told who is signed in, what it told of her last time will do. */
async function begun(context: Context, views: Views): Promise<void> {
  const { login, store } = context.options;
  if (login === "") return;
  const name = `me:${login ?? ""}`;
  const known = login === undefined ? undefined : (await store.read(name)).get(name);
  const meeting = meet(context, views);
  if (known === undefined) await meeting;
  else context.me ??= JSON.parse(known) as Me;
}

/** Who is signed in, and what she left unsaid here. Asked again when the window comes back: she may have signed in meanwhile. */
async function meet(context: Context, views: Views): Promise<void> {
  const { store } = context.options;
  const result = await context.host.me();
  if (!result.ok) return;
  // Signed out: what one was writing stays open, as the one who wrote it; the server has the last word.
  if (!result.value) return;
  context.me = result.value;
  const { login } = context.me.person;
  if (login === null) return;
  await store.write(`me:${login}`, JSON.stringify(context.me));
  if (met.get(context) === login) {
    context.sender.retry();
    return;
  }
  met.set(context, login);
  views.update();
  const left = await context.wishes.of(login);
  context.sender.resume(left);
  const unfinished = left.filter((wish) => wish.unfinished).at(-1);
  if (unfinished) views.offer(unfinished);
}

/** Whose wishes have been taken up. */
const met = new WeakMap<Context, string>();
