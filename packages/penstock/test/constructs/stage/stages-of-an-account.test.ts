import { describe, expect, it } from '@jest/globals';
import { loadStage } from '../../../constructs/stage/load.ts';
import type { Stage } from '../../../constructs/stage/stage.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { needed, reserving } from './stage-parts.ts';

describe('the stages of one account', () => {
  const twin: Stage = { ...reserving, name: 'twin' };
  const load = (changes: Partial<Stage> = {}, own: Partial<Stage> = {}) => {
    const known = { dev: { ...reserving, ...own }, twin: { ...twin, ...changes } };
    return loadStage('dev', parts, { known });
  };
  const both = 2 * needed - 100;

  it('fail when they reserve more than it has together', () => {
    expect(() => load({}, { accountConcurrency: both - 1 })).toThrow(
      `received "${both - 1}, of which dev, twin reserve ${both - 100} in eu-west-1"\n    expected at least ${both}`,
    );
  });

  it.each([
    ['it has enough', {}, { accountConcurrency: both }],
    ['they are in regions of their own', { regions: ['eu-west-2'] }, { accountConcurrency: both - 1 }],
    ['they have accounts of their own', { account: '123456789012' }, { accountConcurrency: both - 1 }],
    ['the other reserves nothing', { reserveConcurrency: false }, { accountConcurrency: both - 1 }],
    ['this one reserves nothing', {}, { accountConcurrency: both - 1, reserveConcurrency: false }],
    ['the other is on a laptop', { local: true }, { accountConcurrency: both - 1 }],
  ] satisfies [string, Partial<Stage>, Partial<Stage>][])('may share it when %s', (_, other, own) => {
    expect(load(other, own).name).toBe('dev');
  });
});
