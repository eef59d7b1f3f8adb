import { describe, expect, it } from '@jest/globals';
import { loadStage } from 'penstock/constructs/stage/load';
import { stages } from '../../lib/stages.ts';
import { parts } from './synthesized.ts';

describe('the stages of the app', () => {
  it.each(Object.keys(stages))('%s has no mistake', (name) => {
    expect(loadStage(name, parts, { known: stages })).toMatchObject(stages[name] ?? {});
  });

  it('prod is strongly consistent over three regions; dev has one', () => {
    expect(stages.prod).toMatchObject({ consistency: 'strong', regions: { length: 3 } });
    expect(stages.dev?.regions).toHaveLength(1);
  });
});
