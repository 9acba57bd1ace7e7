/** Letting the page breathe: the rest of the work goes on in another task. */

/** Milliseconds of work before others have their turn; a long task is 50. */
export const SLICE = 10;

interface Yielding {
  scheduler?: { yield?: () => Promise<void> };
}

export function pause(): Promise<void> {
  const { scheduler } = globalThis as Yielding;
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    // A message comes at once; a timer, the fifth time in a row, only after four milliseconds.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
