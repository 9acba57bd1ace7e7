/**
 * Pages that build themselves late: told when the text of a root may be another, off the critical path.
 *
 * A page is left to settle, and then to be idle. One that never settles (a clock, a ticker) is asked ever more rarely: the
 * wait doubles each time, until the budget is spent.
 */
import { OURS, readText, type DocumentText } from "./text";

export interface WatchOptions {
  /** Milliseconds without a change before the page is read again. */
  readonly settle?: number;
  /** Milliseconds after which nobody waits any longer. */
  readonly budget?: number;
}

export interface Watch {
  readonly stop: () => void;
  /** Do something to the page without being told of it. */
  readonly unseen: <T>(work: () => T) => T;
}

const SETTLE = 250;
const BUDGET = 30_000;
/** A page that changes without a pause is read after this many times the wait. */
const PATIENCE = 4;

const CHANGES: MutationObserverInit = { childList: true, characterData: true, subtree: true };

/** Calls back with the root's text, read anew, after each change that settles. Shadow roots that come are watched too. */
export function whenChanged(
  root: Node,
  changed: (text: DocumentText) => void,
  { settle = SETTLE, budget = BUDGET }: WatchOptions = {},
): Watch {
  let wait = settle;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(notice);
  const end = setTimeout(stop, Math.min(budget, 2 ** 31 - 1));

  function notice(records: readonly MutationRecord[]): void {
    if (!records.some(isForeign)) return;
    if (timer === undefined) since = performance.now();
    else clearTimeout(timer);
    const left = since + wait * PATIENCE - performance.now();
    timer = setTimeout(() => {
      whenIdle(look);
    }, Math.max(0, Math.min(wait, left)));
  }

  function look(): void {
    if (timer === undefined) return;
    timer = undefined;
    wait *= 2;
    const text = readText(root);
    observe(text.trees);
    changed(text);
  }

  function observe(trees: readonly Node[]): void {
    for (const tree of trees) observer.observe(tree, CHANGES);
  }

  function stop(): void {
    clearTimeout(end);
    clearTimeout(timer);
    timer = undefined;
    observer.disconnect();
  }

  function unseen<T>(work: () => T): T {
    notice(observer.takeRecords());
    try {
      return work();
    } finally {
      observer.takeRecords();
    }
  }

  observe(readText(root).trees);
  return { stop, unseen };
}

/** Whether a change is the page's: our own hosts come and go in it. */
function isForeign({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (isOurs(target)) return false;
  return type !== "childList" || ![...addedNodes, ...removedNodes].every(isOurs);
}

function isOurs(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).hasAttribute(OURS);
}

function whenIdle(work: () => void): void {
  const ask = (globalThis as { requestIdleCallback?: typeof requestIdleCallback }).requestIdleCallback;
  if (ask) ask(work, { timeout: 1000 });
  else setTimeout(work);
}
