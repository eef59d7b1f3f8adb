import { setTimeout } from 'node:timers/promises';
import type { TakeChunk } from './messages.ts';

/** Bytes that go out as fast as they can, then bytes a second. */
const burst = 6 * 1024 * 1024;
const perSecond = 2 * 1024 * 1024;

/**
 * Slows a streamed answer down as Lambda does after its first 6 MB. API Gateway does the same after 10 MB, which therefore
 * never shows.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export function paced(take: TakeChunk, wait: (ms: number) => Promise<unknown> = setTimeout): TakeChunk {
  let sent = 0;
  return async (chunk) => {
    const ms = pauseOf(sent, chunk.length);
    sent += chunk.length;
    if (ms > 0) await wait(ms);
    await take(chunk);
  };
}

/** Milliseconds that a chunk takes after so many bytes. */
export function pauseOf(sent: number, size: number): number {
  const slow = Math.max(0, sent + size - burst) - Math.max(0, sent - burst);
  return (slow / perSecond) * 1000;
}
