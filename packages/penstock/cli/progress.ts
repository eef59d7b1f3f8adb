/** Shows how far a long step is. */
export interface Progress {
  /** Rewritten in place on a terminal; elsewhere a line a minute, and the last one at the end. */
  show(line: string): void;
  /** Ends the line. */
  done(): void;
}

export type ProgressOutput = Pick<NodeJS.WritableStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** A log that nobody watches needs a sign of life, and no line for each step. */
const sparseMs = 60_000;

/** @param now milliseconds since any moment */
export function progressOn(output: ProgressOutput, now: () => number = () => performance.now()): Progress {
  const live = output.isTTY === true;
  let last = '';
  let shownAt = now();
  return {
    show: (line) => {
      if (live) {
        // A line that is wider than the terminal would not be rewritten, but followed by another.
        const fitting = line.slice(0, Math.max(1, (output.columns ?? 80) - 1));
        output.write(`\r${fitting.padEnd(last.length)}`);
        last = fitting;
      } else if (now() - shownAt < sparseMs) last = line;
      else {
        output.write(`${line}\n`);
        shownAt = now();
        last = '';
      }
    },
    done: () => {
      if (last !== '') output.write(live ? '\n' : `${last}\n`);
      last = '';
    },
  };
}
