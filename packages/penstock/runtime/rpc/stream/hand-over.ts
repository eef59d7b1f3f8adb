/** Hands values from one task to another, one at a time: a giver waits until its value is taken. */
export interface HandOver<Value> extends AsyncIterable<Value> {
  /** Whether it was taken: not where nobody takes any more. */
  give(value: Value): Promise<boolean>;
  /** Nothing more comes; whoever takes gets the error, if there is one. */
  end(error?: Error): void;
  /** Nobody takes any more. */
  leave(): void;
}

export function handOver<Value>(): HandOver<Value> {
  let offered: { readonly value: Value; readonly taken: (isTaken: boolean) => void } | undefined;
  let ended: { readonly error: Error | undefined } | undefined;
  let hasLeft = false;
  let wake: () => void = () => {};
  const leave = () => {
    hasLeft = true;
    offered?.taken(false);
    offered = undefined;
  };
  return {
    give: (value) =>
      hasLeft
        ? Promise.resolve(false)
        : new Promise((taken) => {
            offered = { value, taken };
            wake();
          }),
    end: (error) => {
      ended = { error };
      wake();
    },
    leave,
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          if (offered !== undefined) {
            const { value, taken } = offered;
            offered = undefined;
            let isTaken = false;
            try {
              yield value;
              isTaken = true;
            } finally {
              taken(isTaken);
            }
          } else if (ended !== undefined) {
            if (ended.error !== undefined) throw ended.error;
            return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        leave();
      }
    },
  };
}
