import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { stages } from '../../lib/stages.ts';
import { chosenStage, readCommandLine } from '../../packages/penstock/deploy/regions/command-line.ts';

const page = readFileSync('docs/how-to/evacuate-a-region.md', 'utf8');
const lines = [...page.matchAll(/^npm run regions -- (.+)$/gm)].map(([, line = '']) => line);

describe('how to evacuate a region', () => {
  it.each(lines)('has a command that is understood: %s', (line) => {
    const reading = readCommandLine(line.split(' '));

    expect(reading.kind).toBe('run');
    if (reading.kind === 'run') expect(chosenStage(stages, 'penstock', reading.values, reading.word).name).toBe('prod');
  });

  it('shows each of them', () => {
    expect([...new Set(lines.map((line) => line.split(' ')[0]))].toSorted()).toEqual(['evacuate', 'return', 'status']);
  });
});
