import { EmptySchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from '@jest/globals';
import type { Cut } from '../../../runtime/http/stream/lifetime.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import { handOver } from '../../../runtime/rpc/stream/hand-over.ts';
import {
  type StreamedMessage,
  type StreamState,
  streamTransport,
} from '../../../runtime/rpc/stream/stream-transport.ts';

async function* messages(count: number, failure?: Error): AsyncGenerator<StreamedMessage> {
  for (let index = 0; index < count; index += 1) yield {};
  if (failure !== undefined) throw failure;
}

/** Delivers messages to a caller, who leaves after some of them. */
async function delivered(
  source: AsyncIterable<StreamedMessage> | Error,
  { cut, stays = 9 }: { cut?: Cut; stays?: number } = {},
) {
  let closed = 0;
  const out = handOver<StreamedMessage>();
  const state = {
    contract: { method: { output: EmptySchema } },
    requestId: 'r-1',
    correlationId: 'c-1',
    startedAt: 1000,
    out,
    lifetime: {
      cut: () => cut,
      close: () => {
        closed += 1;
      },
    },
  } as unknown as StreamState;
  const transport = streamTransport(
    () => ({ run: undefined }),
    () => 1007,
  );
  const outgoing = source instanceof Error ? transport.refuse(state, source) : transport.answer(state, source);
  const ending = transport.deliver?.(state, outgoing);
  let taken = 0;
  let error: ConnectError | undefined;
  try {
    for await (const _ of out) {
      taken += 1;
      if (taken === stays) break;
    }
  } catch (thrown) {
    error = ConnectError.from(thrown);
  }
  return { ending: await ending, taken, code: error?.code, message: error?.rawMessage, closed };
}

describe('the messages of a stream', () => {
  it('are all handed over, and counted', async () => {
    expect(await delivered(messages(3))).toMatchObject({
      taken: 3,
      code: undefined,
      closed: 1,
      ending: { status: 200, delivery: { openedMs: 7, events: 3, ended: 'complete' } },
    });
  });

  it('end with an error at the deadline, which is no failure of ours', async () => {
    const { ending, message } = await delivered(messages(1), { cut: 'deadline' });
    expect(message).toContain('lasted its time');
    expect(ending).toMatchObject({ status: 200, delivery: { events: 1, ended: 'deadline' } });
  });

  it('end at the deadline too where their source throws when it is aborted', async () => {
    const { ending } = await delivered(messages(1, new Error('aborted')), { cut: 'deadline' });
    expect(ending).toMatchObject({ status: 200, delivery: { ended: 'deadline' } });
  });

  it('end at the deadline where it comes before the first of them', async () => {
    const { ending, code, taken } = await delivered(new Error('aborted'), { cut: 'deadline' });
    expect({ code, taken }).toEqual({ code: Code.DeadlineExceeded, taken: 0 });
    expect(ending).toMatchObject({ status: 200, delivery: { ended: 'deadline' } });
  });

  it('end without an error where their caller leaves before the first of them', async () => {
    const { ending, code } = await delivered(new Error('aborted'), { cut: 'gone' });
    expect({ ending, code }).toMatchObject({ code: undefined, ending: { status: 200, delivery: { ended: 'gone' } } });
  });

  it('fail as whatever else is thrown before the first of them', async () => {
    expect(await delivered(new Problem('not-found', 'There is none.'))).toMatchObject({ code: Code.NotFound });
  });

  it('end where their caller leaves', async () => {
    expect(await delivered(messages(9), { stays: 2 })).toMatchObject({
      taken: 2,
      ending: { delivery: { ended: 'gone' } },
    });
  });

  it('fail without a word of what nobody foresaw, after those that came before', async () => {
    const { taken, message, ending } = await delivered(messages(2, new Error('the secret')));
    expect(message).not.toContain('secret');
    expect({ taken, ending }).toMatchObject({ taken: 2, ending: { status: 500, delivery: { ended: 'failed' } } });
  });

  it('fail as the use case refuses', async () => {
    const { message, ending } = await delivered(messages(0, new Problem('not-found', 'There is none.')));
    expect({ message, ending }).toMatchObject({ message: 'There is none.', ending: { status: 404 } });
  });
});
