import { unavailable } from '../../aws/failures.ts';
import type { Outgoing, Transport } from '../../core/chain.ts';
import type { Delivery, Ending } from '../../core/report-call.ts';
import { Problem } from '../../problem/problem.ts';
import type { Answer } from '../answer.ts';
import { checkEvent } from '../answer-response.ts';
import type { RequestContext } from '../request-context.ts';
import { httpTransport } from '../transport.ts';
import type { Lifetime } from './lifetime.ts';
import { type StreamSent, streamAnswer, streamRefusal } from './stream-answer.ts';
import type { ResponseStream, StreamHost } from './stream-host.ts';
import { type StreamWriting, type Written, writeStream } from './write-stream.ts';

/** A request whose answer is written to a stream. */
export interface StreamContext extends RequestContext {
  readonly stream: ResponseStream;
  readonly lifetime: Lifetime;
  /** Why the answer broke off, once it did: the host is told by throwing it. */
  failure?: unknown;
}

export interface StreamOptions extends Pick<StreamWriting, 'heartbeatMs' | 'retryMs'> {
  readonly host: StreamHost;
  readonly now: () => number;
}

/** HTTP requests with streamed answers: they are read and refused like all others. */
export const streamTransport = (options: StreamOptions): Transport<StreamContext, Answer, StreamSent> => ({
  ...httpTransport,
  answer: streamAnswer,
  refuse: streamRefusal,
  deliver: (context, outgoing) => {
    const { head } = outgoing.sent;
    const check = (data: string) => checkEvent(context, head.statusCode, head.headers, data);
    return deliverStream(context, outgoing, { ...options, check });
  },
});

export interface Delivering extends StreamOptions, Pick<StreamWriting, 'check'> {
  /** What is written where the source has ended, and there is no more to come. */
  readonly completion?: string;
}

/** Writes an answer out, its events as they come, and tells how that ended. Never throws. */
export async function deliverStream(
  context: StreamContext,
  { sent, ending }: Outgoing<StreamSent>,
  { host, now, completion = '', ...writing }: Delivering,
): Promise<Ending> {
  const { lifetime, startedAt, event } = context;
  const { head, body, events } = sent;
  const written: Written = { events: 0, bytes: 0 };
  const openedMs = now() - startedAt;
  const told = (ended: Delivery['ended'], over: Partial<Ending> = {}): Ending => ({
    ...ending,
    ...over,
    delivery: { openedMs, ...written, ended },
  });
  try {
    const out = host.begin(context.stream, head);
    if (events === undefined || event.httpMethod === 'HEAD') {
      written.bytes = Buffer.byteLength(body);
      // Also where there is none: the head leaves with the first write.
      out.write(body);
    } else {
      await writeStream(out, events, { ...writing, signal: lifetime.signal }, written);
      if (completion !== '' && lifetime.cut() === undefined) {
        out.write(completion);
        written.bytes += Buffer.byteLength(completion);
      }
    }
    const cut = lifetime.cut();
    lifetime.close();
    out.end();
    return told(cut ?? 'complete');
  } catch (error) {
    lifetime.close();
    context.failure = error;
    const problem = Problem.from(unavailable(error));
    return told('failed', { status: problem.status, problem });
  }
}
