import { expect, it } from '@jest/globals';
import { roundProgress } from '../../init/round-progress.ts';

it('says how far it is once it takes longer than two seconds', () => {
  const written: string[] = [];
  let now = 0;
  const progress = roundProgress({ isTTY: true, write: (text) => written.push(String(text)) > 0 }, () => now);

  progress.show(1, 900);
  now = 1999;
  progress.show(2, 40);
  expect(written).toEqual([]);

  now = 2000;
  progress.show(3, 1);
  progress.done();
  expect(written.join('')).toBe('\rCompleting the document, round 3: 1 finding left\n');
});
