import { describe, expect, it } from '@jest/globals';
import { benches, chosen } from './benches.ts';

describe('the measurements', () => {
  const all = benches();

  it.each(all.map((bench) => [bench.script, bench.measures]))('%s is described in AGENTS.md', (_script, measures) => {
    expect(measures).toMatch(/\S/);
  });

  it('are all chosen where none is named', () => {
    expect(chosen(all, [])).toEqual(all);
  });

  it('are chosen by name, with and without what all names begin with', () => {
    const some = [
      { script: 'bench:a', measures: '' },
      { script: 'bench:b', measures: '' },
      { script: 'bench:c', measures: '' },
    ];
    expect(chosen(some, ['bench:c', 'a'])).toEqual([some[0], some[2]]);
  });

  it('fails to choose one that there is not', () => {
    expect(chosen(all, ['cold', 'bolt'])).toEqual({ unknown: 'bolt' });
  });
});
