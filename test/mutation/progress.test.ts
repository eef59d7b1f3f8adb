import { describe, expect, it } from '@jest/globals';
import { progressOn } from './progress.ts';

describe('the progress of a run', () => {
  const written = (isTTY: boolean, times: readonly number[]) => {
    const texts: string[] = [];
    let now = 0;
    const progress = progressOn({ isTTY, write: (text) => texts.push(text) }, () => now);
    for (const time of times) {
      now = time;
      progress(`at ${time}`);
    }
    return texts;
  };

  it('is one line in a terminal, written again with each step', () => {
    expect(written(true, [0, 1])).toEqual(['\r\u001b[Kat 0', '\r\u001b[Kat 1']);
  });

  it('is a line every five seconds elsewhere', () => {
    expect(written(false, [0, 1, 4999, 5000, 9999, 12_000])).toEqual(['at 0\n', 'at 5000\n', 'at 12000\n']);
  });
});
