import { createInterface } from 'node:readline/promises';

/** The terminal, or whatever stands for it. */
export interface Console {
  print(line: string): void;
  /** Shows how far a long step is: rewritten in place on a terminal, kept back elsewhere until it is done. */
  progress(line: string): void;
  /** Ends the progress line. */
  done(): void;
  /** Whether there is somebody to ask. */
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal;
}

export function terminal(): Console {
  const stop = new AbortController();
  const live = process.stdout.isTTY === true;
  let last = '';
  process.once('SIGINT', () => stop.abort());
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    progress: (line) => {
      if (live) process.stdout.write(`\r${line.padEnd(last.length)}`);
      last = line;
    },
    done: () => {
      if (last !== '') process.stdout.write(live ? '\n' : `${last}\n`);
      last = '';
    },
    interactive: live && process.stdin.isTTY === true,
    ask: async (question) => {
      const line = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return await line.question(question, { signal: stop.signal });
      } finally {
        line.close();
      }
    },
    signal: stop.signal,
  };
}
