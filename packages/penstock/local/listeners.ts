/** Those who want to hear of something, in the order they came. */
export interface Listeners<T> {
  /** @returns a function that takes the listener away */
  add(listener: (event: T) => void): () => void;
  notify(event: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    notify: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
}
