import { describe, expect, it } from '@jest/globals';
import { handOver } from '../../../runtime/rpc/stream/hand-over.ts';

describe('values that are handed over', () => {
  it('come one at a time, in order, to the end', async () => {
    const out = handOver<number>();
    const giving = (async () => {
      const taken = [await out.give(1), await out.give(2)];
      out.end();
      return taken;
    })();
    const received: number[] = [];
    for await (const value of out) received.push(value);
    expect([received, await giving]).toEqual([
      [1, 2],
      [true, true],
    ]);
  });

  it('end with the error, after what came before it', async () => {
    const out = handOver<number>();
    void out.give(1).then(() => out.end(new Error('over')));
    const values = out[Symbol.asyncIterator]();
    expect(await values.next()).toMatchObject({ value: 1 });
    await expect(values.next()).rejects.toThrow('over');
  });

  it('are taken by nobody who has left', async () => {
    const out = handOver<number>();
    const given = out.give(1);
    out.leave();
    expect([await given, await out.give(2)]).toEqual([false, false]);
  });
});
