import { describe, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';
import { instrument } from './instrument.ts';

const changes = (source: string) =>
  instrument(source).mutants.map(({ original, replacement }) => `${original} → ${replacement}`);

/** What `export const value` is in an instrumented module while one mutant is active. */
function valueWith(source: string, active: number): unknown {
  const { code } = transformSync(instrument(source).code(100), { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as { value?: unknown } };
  new Function('module', '__mutant', code)(module, (mutant: number) => mutant === active);
  return module.exports.value;
}

describe('the mutants of a module', () => {
  it.each([
    [
      'a boundary',
      'a < 2;',
      ['a < 2 → (a) <= (2)', 'a < 2 → (a) >= (2)', 'a < 2 → true', 'a < 2 → false', '2 → 3', '2 → 1'],
    ],
    ['an equality', 'a === b;', ['a === b → (a) !== (b)', 'a === b → true', 'a === b → false']],
    ['a choice', 'a && b;', ['a && b → (a) || (b)', 'a && b → true', 'a && b → false']],
    ['a default', 'a ?? b;', ['a ?? b → (a) && (b)']],
    ['arithmetic', 'a * b % c;', ['a * b % c → (a * b) * (c)', 'a * b → (a) / (b)']],
    ['an assignment', 'a += b;', ['a += b → a -= b']],
    ['a condition', 'if (a) b();', ['a → true', 'a → false']],
    ['a loop', 'while (a) b();', ['a → false']],
    ['a block', 'try { a(); } catch {}', ['{ a(); } → {}']],
    ['an arrow function', '() => a;', ['a → undefined']],
    ['a truth', '!true;', ['!true → true', 'true → false']],
    ['a sign and a step', '-a + b++;', ['-a + b++ → (-a) - (b++)', '-a → +a', 'b++ → b--']],
    ['a number', 'f(0, 5n);', ['0 → 1', '0 → -1', '5n → 6n', '5n → 4n']],
    ['texts', "f('a', '', `b`, ``);", ["'a' → ''", "'' → 'mutated'", '`b` → ``', '`` → `mutated`']],
    ['collections', 'f([a], [], { b });', ['[a] → []', "[] → ['mutated']", '{ b } → {}']],
    ['methods', 'a.trim().some(b);', ['a.trim().some(b) → a.trim().every(b)', 'a.trim() → a']],
    [
      'a chain',
      'a?.b.c?.(d)?.[e];',
      ['a?.b.c?.(d)?.[e] → a?.b.c?.(d)[e]', 'a?.b.c?.(d)?.[e] → a?.b.c(d)?.[e]', 'a?.b.c?.(d)?.[e] → a.b.c?.(d)?.[e]'],
    ],
    [
      'a pattern',
      '/^[^a]\\d+$/i;',
      [
        '/^[^a]\\d+$/i → /[^a]\\d+$/i',
        '/^[^a]\\d+$/i → /^[a]\\d+$/i',
        '/^[^a]\\d+$/i → /^[^a]\\D+$/i',
        '/^[^a]\\d+$/i → /^[^a]\\d$/i',
        '/^[^a]\\d+$/i → /^[^a]\\d+/i',
        '/^[^a]\\d+$/i → /^[^a]\\d+$/',
      ],
    ],
  ])('are those of %s', (_case, source, expected) => {
    expect(changes(source)).toEqual(expected);
  });

  it.each([
    ['types', "type A = 'a' | 1; interface B { readonly c: 'd' } const e = f as 'g';"],
    ['what is imported from where', "import { a } from 'b'; export * from 'c';"],
    ['what a log line is called', "log.info('done', fields); this.log.warn('odd', fields);"],
    ['the names of members', 'const a = { b: c, "d-e": f };'],
    ['a loop without an end', 'for (;;) a();'],
  ])('are none of %s', (_case, source) => {
    expect(changes(source).filter((change) => !change.startsWith('{ b'))).toEqual([]);
  });

  it('are named by the line that they begin in', () => {
    expect(instrument('a();\n  if (b) c();').mutants[0]).toMatchObject({ number: 1, line: 2, text: 'if (b) c();' });
  });
});

describe('a module with its mutants in it', () => {
  const source = 'export const value: number = [1, 2].filter((one) => one > 1 ? true : false).length + (0 as number);';

  it('does what it did while none is active', () => {
    expect(valueWith(source, 0)).toBe(1);
  });

  it('does what the active one says, and one of them only', () => {
    const { mutants } = instrument(source);
    const values = mutants.map(({ number, original, replacement }) => [
      `${original} → ${replacement}`,
      valueWith(source, 100 + number),
    ]);

    expect(Object.fromEntries(values)).toMatchObject({
      'one > 1 → true': 2,
      'one > 1 → false': 0,
      'one > 1 → (one) >= (1)': 2,
      '[1, 2] → []': 0,
      '0 → 1': 2,
      '0 → -1': 0,
    });
  });
});
