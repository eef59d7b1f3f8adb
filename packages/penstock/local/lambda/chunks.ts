import type { ChildProcess } from 'node:child_process';
import type { TakeChunk, TakenMessage } from './messages.ts';

/** One chunk is on its way at a time, so that a slow client slows its function down. */
export function takeChunks(child: ChildProcess, requestId: string, take: TakeChunk): (data: string) => void {
  const taken: TakenMessage = { kind: 'taken', requestId };
  // A process that has ended meanwhile reports through its exit.
  const next = () => child.connected && child.send(taken, () => {});
  return (data) => void take(Buffer.from(data, 'base64')).then(next, next);
}

/** Invoke of a streamed function answers once, when all is there. */
export function collectText() {
  const chunks: Buffer[] = [];
  return {
    take: async (chunk: Buffer) => void chunks.push(chunk),
    text: () => (chunks.length === 0 ? undefined : Buffer.concat(chunks).toString()),
  };
}
