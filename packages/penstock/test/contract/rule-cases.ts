import { expect } from '@jest/globals';
import { type Edit, edited, findingsOf, lineOf } from './contract.ts';

/** A mistake in the sample's contract, and the finding that it gives. */
export interface Case {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly rule: string;
  /** Rules that the same mistake breaks as well. */
  readonly also?: readonly string[];
  /** The line of the finding holds this, the first after `after`. */
  readonly line: string;
  readonly after?: string;
  readonly message: string;
  readonly fix: string;
}

export const createParcel = 'operationId: createParcel';
export const listParcels = 'operationId: listParcels';
export const updateParcel = 'operationId: updateParcel';
export const cancelParcel = 'operationId: cancelParcel';
export const getHealth = 'operationId: getHealth';

/** The one rule finds it, with those that `also` do, at the line, and says how to mend it. */
export function expectFinding({ edits, rule, also = [], line, after, message, fix }: Case): void {
  const text = edited(...edits);
  const findings = findingsOf(text);
  expect(findings).toContainEqual(
    expect.objectContaining({
      file: 'broken.yaml',
      rule,
      line: lineOf(text, line, after),
      message: expect.stringContaining(message),
      fix: expect.stringContaining(fix),
    }),
  );
  expect(new Set(findings.map((finding) => finding.rule))).toEqual(new Set([rule, ...also]));
}
