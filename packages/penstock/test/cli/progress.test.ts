import { describe, expect, it } from '@jest/globals';
import { type ProgressOutput, progressOn } from '../../cli/progress.ts';

function shownOn(stream: { readonly isTTY?: boolean; readonly columns?: number }) {
  let text = '';
  let nowMs = 0;
  const write = (chunk: string | Uint8Array): boolean => {
    text += chunk;
    return true;
  };
  const output: ProgressOutput = { ...stream, write };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { progress: progressOn(output, () => nowMs), pass, shown: () => text };
}

describe('progress on a terminal', () => {
  it('is rewritten in place, over what was longer before', () => {
    const { progress, shown } = shownOn({ isTTY: true });
    progress.show('10 of 10 tried');
    progress.show('9 moved');
    progress.done();
    progress.done();

    expect(shown()).toBe(`\r10 of 10 tried\r${'9 moved'.padEnd(14)}\n`);
  });

  it('stays in one row, whatever it says', () => {
    const { progress, shown } = shownOn({ isTTY: true, columns: 11 });
    progress.show('0123456789abc');
    progress.show('0123456789');

    expect(shown()).toBe('\r0123456789\r0123456789');
  });
});

describe('progress where nobody watches', () => {
  it('is a line a minute and the last one, without a carriage return', () => {
    const { progress, pass, shown } = shownOn({});
    progress.show('1 of 5');
    pass(59_999);
    progress.show('2 of 5');
    pass(1);
    progress.show('3 of 5');
    progress.show('4 of 5');
    progress.done();
    progress.done();

    expect(shown()).toBe('3 of 5\n4 of 5\n');
  });

  it('says nothing twice', () => {
    const { progress, pass, shown } = shownOn({ isTTY: false });
    pass(60_000);
    progress.show('all moved');
    progress.done();

    expect(shown()).toBe('all moved\n');
  });
});
