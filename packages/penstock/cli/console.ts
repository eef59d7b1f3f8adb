import type { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { progressOn } from './progress.ts';

/** The terminal, or whatever stands for it. */
export interface Console {
  print(line: string): void;
  /** Shows how far a long step is, as `Progress` does. */
  progress(line: string): void;
  /** Ends the progress line. */
  done(): void;
  /** Whether there is somebody to ask. */
  readonly interactive: boolean;
  /** The answer; empty where Ctrl-C or Ctrl-D was one. */
  ask(question: string): Promise<string>;
  /** Waits for so many milliseconds, or until the person asks to stop. */
  pause(milliseconds: number): Promise<void>;
  /** Aborted when the person asks to stop. */
  readonly signal: AbortSignal;
}

export interface TerminalParts {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Emits `SIGINT`. The second one is left to Node, which ends the process. */
  readonly process: Pick<EventEmitter, 'once'>;
}

export function terminal(
  { input, output, process: own }: TerminalParts = { input: process.stdin, output: process.stdout, process },
): Console {
  const stop = new AbortController();
  const live = output.isTTY === true;
  const { show, done } = progressOn(output);
  own.once('SIGINT', () => stop.abort());
  return {
    print: (line) => void output.write(`${line}\n`),
    progress: show,
    done,
    interactive: live && input.isTTY === true,
    ask: async (question) => {
      const line = createInterface({ input, output });
      try {
        return await line.question(question, { signal: stop.signal });
      } catch (error) {
        if (Object(error).name !== 'AbortError') throw error;
        output.write('\n');
        return '';
      } finally {
        line.close();
      }
    },
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => {}),
    signal: stop.signal,
  };
}
