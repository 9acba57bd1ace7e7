/** Listeners by name of event. */
export interface Events<Table> {
  on<E extends keyof Table>(event: E, listener: (what: Table[E]) => void): () => void;
  tell<E extends keyof Table>(event: E, what: Table[E]): void;
}

export function createEvents<Table>(): Events<Table> {
  const listeners: { [E in keyof Table]?: Set<(what: Table[E]) => void> } = {};
  return {
    on(event, listener) {
      const those = (listeners[event] ??= new Set());
      those.add(listener);
      return () => those.delete(listener);
    },
    tell(event, what) {
      for (const listener of listeners[event] ?? []) listener(what);
    },
  };
}
