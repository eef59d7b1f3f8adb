import { comment, eventText, retryText } from './event-text.ts';
import type { ServerSentEvent } from './server-sent-event.ts';
import type { ResponseStream } from './stream-host.ts';

export interface StreamWriting {
  readonly signal: AbortSignal;
  /** Milliseconds of silence after which a comment is sent. */
  readonly heartbeatMs: number;
  /** Milliseconds after which a client comes again when the stream has ended. */
  readonly retryMs: number;
  /** Throws for an event that may not leave. */
  readonly check: (data: string) => void;
}

/** What has been written so far. */
export interface Written {
  events: number;
  bytes: number;
}

/**
 * Writes events out as they come, no faster than they are taken, and a comment where none comes for long. It ends with its
 * source or with the signal; either way the source is told. Throws what the source throws, unless the signal did that.
 */
export async function writeStream(
  out: ResponseStream,
  events: AsyncIterable<ServerSentEvent>,
  { signal, heartbeatMs, retryMs, check }: StreamWriting,
  written: Written,
): Promise<void> {
  const aborted = whenAborted(signal);
  const write = async (text: string) => {
    written.bytes += Buffer.byteLength(text);
    if (!out.write(text)) await Promise.race([drained(out), aborted]);
  };
  const source = events[Symbol.asyncIterator]();
  try {
    // The head leaves with the first write: a client knows at once that it is listened to.
    await write(retryText(retryMs));
    while (!signal.aborted) {
      const next = await beating(source.next(), { aborted, heartbeatMs, beat: () => write(comment) });
      if (next === undefined || next.done === true) return;
      const { data } = next.value;
      const text = eventText(next.value);
      check(JSON.stringify(data));
      await write(text);
      written.events += 1;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // A source that waits for something hears of the signal; nobody waits for it here.
    void Promise.resolve(source.return?.()).catch(() => {});
  }
}

interface Beating {
  readonly aborted: Promise<undefined>;
  readonly heartbeatMs: number;
  readonly beat: () => Promise<void>;
}

/** The next event, with a beat for each time that it takes too long; undefined: nobody waits for it any more. */
async function beating<Value>(
  next: Promise<Value>,
  { aborted, heartbeatMs, beat }: Beating,
): Promise<Value | undefined> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<typeof silent>((resolve) => {
      timer = setTimeout(resolve, heartbeatMs, silent);
    });
    const first = await Promise.race([next, aborted, silence]).finally(() => clearTimeout(timer));
    if (first !== silent) return first;
    await beat();
  }
}

const silent = Symbol('silence');

const drained = (out: ResponseStream): Promise<void> => new Promise((resolve) => out.once('drain', resolve));

const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
