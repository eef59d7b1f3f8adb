import { describe, expect, it } from '@jest/globals';
import type { EndedInvocation } from '../../local/lambda/service.ts';
import { createFunctionCounts } from '../../local/page/function-counts.ts';
import { createRecentEvents } from '../../local/page/recent-events.ts';

describe('the last events', () => {
  const hop = (id: string, to = 'queue') => ({ id, from: 'bus', to, what: `type of ${id}` });

  it('are those that moved last, each with its hops', () => {
    let time = 0;
    const events = createRecentEvents(2, () => ++time);
    for (const one of [hop('a'), hop('b'), hop('a', 'function'), hop('c')]) events.hear(one);

    expect(events.all()).toEqual([
      { id: 'c', what: 'type of c', hops: [{ at: 4, from: 'bus', to: 'queue' }] },
      {
        id: 'a',
        what: 'type of a',
        hops: [
          { at: 1, from: 'bus', to: 'queue' },
          { at: 3, from: 'bus', to: 'function' },
        ],
      },
    ]);
  });

  it('forget the first hops of one that is tried for hours, and know none of several records at once', () => {
    let time = 0;
    const events = createRecentEvents(2, () => ++time);
    for (let count = 0; count < 30; count++) events.hear(hop('a'));
    events.hear({ from: 'stream', to: 'function', what: '3 records' });

    expect(events.all()).toHaveLength(1);
    expect(events.all()[0]?.hops.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, index) => index + 11));
  });
});

describe('the counts of a function', () => {
  it('are its invocations, its failures, and the last of these', () => {
    const counts = createFunctionCounts(() => 7);
    const ended = (result: EndedInvocation['result']) =>
      counts.hear({ functionName: 'fn', requestId: 'r', trace: 't', result });
    ended({ kind: 'result', payload: null });
    ended({ kind: 'error', error: { errorType: 'E', errorMessage: 'bad' } });
    ended({ kind: 'result', payload: null });

    expect(counts.of('fn')).toEqual({ invocations: 3, failures: 1, lastError: { at: 7, message: 'E: bad' } });
    expect(counts.of('other')).toEqual({ invocations: 0, failures: 0 });
  });
});
