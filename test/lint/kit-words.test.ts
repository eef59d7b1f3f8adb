import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Words of the sample in an identifier, a name or a path; "in order", "orders them" and `ORDER BY` are English and SQL. */
const domain = new RegExp(
  [
    '[Pp]ayment|PAYMENT',
    // Of the noun: more than one of them, unless it is a verb.
    String.raw`\bOrders?\b(?! of)|\borders\b(?! them)`,
    // A part of a name: createOrder, orderId, order-not-found, ord_1.
    String.raw`(?<=[a-z])(?<!\b(in|is|require|re|by))Order(?!ing)|\border(?=[A-Z_])|\border[-:]\w|\bord_`,
    // Alone in a path, a string or a name of several parts.
    String.raw`(?<quote>['"])order\k<quote>|[/#:]order\b`,
  ].join('|'),
  'g',
);
const wordsIn = (text: string): readonly string[] => text.match(domain) ?? [];

describe('the kit', () => {
  it('has no word of the sample', () => {
    const files = execFileSync('git', ['ls-files', 'packages'], { encoding: 'utf8' }).trim().split('\n');
    const found = files.flatMap((file) =>
      wordsIn(`${file}\n${readFileSync(file, 'utf8')}`).map((word) => `${file}: ${word}`),
    );

    expect(files.length).toBeGreaterThan(1000);
    expect(found).toEqual([]);
  });

  it.each([
    'createOrder(',
    'listOrders',
    "path: '/v1/orders'",
    'penstock.orders',
    'orderId',
    'order-not-found',
    'orders:read',
    "'ord_1'",
    'capturePayment',
    'The payments of a tenant.',
    'a list of orders',
    "'order'",
  ])('would be found to say %s', (text) => {
    expect(wordsIn(text)).not.toEqual([]);
  });

  it.each([
    'Changes come in order, and in any order.',
    'What names a message, and orders them.',
    'SELECT * FROM rows ORDER BY id',
    'border-collapse: collapse;',
    'const order = compare(left, right);',
    'isOrdered(value), inOrder(rest), requireOrdered, reorder: 0.5',
    'a byte order mark',
  ])('may say: %s', (text) => {
    expect(wordsIn(text)).toEqual([]);
  });
});
