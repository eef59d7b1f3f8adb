import { describe, expect, it } from '@jest/globals';
import { judge, readExplanations, shownMutant } from './explained.ts';
import { report, scoreOf } from './report.ts';
import type { Fate, Result } from './results.ts';

const result = (over: Partial<Result> = {}): Result => ({
  path: 'a.ts',
  number: 1,
  line: 3,
  text: 'return a ?? 0;',
  original: '0',
  replacement: '1',
  fate: { status: 'survived', reached: true },
  ...over,
});
const killed: Fate = { status: 'killed', by: 'a.test.ts' };
const explanations = readExplanations(`
a.ts:
  - line: return a ?? 0;
    mutants: [0 → 1, 0 → -1]
    why: >
      a is never missing.
`);

describe('the explanations of survivors', () => {
  it('are one a mutant, in the source line that it is in', () => {
    expect(explanations).toEqual([
      { file: 'a.ts', line: 'return a ?? 0;', mutant: '0 → 1', why: 'a is never missing.' },
      { file: 'a.ts', line: 'return a ?? 0;', mutant: '0 → -1', why: 'a is never missing.' },
    ]);
    expect(readExplanations('')).toEqual([]);
  });

  it.each([
    ['another file', { path: 'b.ts' }],
    ['another line', { text: 'return b ?? 0;' }],
    ['another change', { replacement: '2' }],
  ])('fail to explain %s, and are stale themselves', (_case, over) => {
    const { explained, unexplained, stale } = judge([result(over)], explanations);

    expect([explained.length, unexplained.length, stale.length]).toEqual([0, 1, 2]);
  });

  it('are stale once a test notices', () => {
    const { explained, unexplained, stale } = judge(
      [result(), result({ replacement: '-1', fate: killed })],
      explanations,
    );

    expect(explained).toMatchObject([{ replacement: '1', why: 'a is never missing.' }]);
    expect([unexplained, stale.map(({ mutant }) => mutant)]).toEqual([[], ['0 → -1']]);
  });

  it('show a change in one line that is not too long', () => {
    expect(shownMutant({ original: '{\n  a();\n}', replacement: 'x'.repeat(101) })).toBe(
      `{ a(); } → ${'x'.repeat(100)}…`,
    );
  });
});

describe('the report', () => {
  const results = [
    result(),
    result({ replacement: '2' }),
    result({ path: 'b.ts', fate: killed }),
    result({ path: 'b.ts', fate: { status: 'stuck' } }),
  ];

  it('has the share that is noticed, what hangs included', () => {
    expect([scoreOf(results), scoreOf(results.slice(2)), scoreOf([])]).toEqual([50, 100, 100]);
  });

  it('has the score of each file, and each survivor with its reason or without', () => {
    const text = report(results, judge(results, explanations));

    expect(text).toContain('**50.0 % of 4 mutants are noticed.** 1 survive with an explanation, 1 without.');
    expect(text).toContain('| a.ts | 2 | 0 | 2 | 0.0 % |\n| b.ts | 2 | 2 | 0 | 100.0 % |');
    expect(text).toContain('### a.ts\n\n- `return a ?? 0;`\n  - `0 → 1`\n\n  a is never missing.\n');
    expect(text).toContain('## Not explained\n\n- a.ts:3 `0 → 2`');
    expect(text).toContain('## Explanations of what no longer survives\n\n- a.ts `return a ?? 0;` `0 → -1`');
  });

  it('shows code with backticks in it', () => {
    const odd = [result({ original: '`a`', replacement: '``' })];

    expect(report(odd, judge(odd, []))).toContain('- a.ts:3 ``` `a` → `` ```');
  });
});
