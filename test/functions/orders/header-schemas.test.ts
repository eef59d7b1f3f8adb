import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTagCondition } from 'penstock/runtime/http/entity-tags';
import type { OperationContract } from 'penstock/runtime/operation-contract';
import { createOrder } from '../../../functions/generated/operations/createOrder.ts';
import { getOrder } from '../../../functions/generated/operations/getOrder.ts';
import { updateOrder } from '../../../functions/generated/operations/updateOrder.ts';
import { parseIdempotencyKey } from '../../../packages/penstock/runtime/http/idempotency-key.ts';

/** Whether the contract accepts a header. */
function declared({ parameters }: Pick<OperationContract, 'parameters'>, header: string): (value: string) => boolean {
  const found = parameters.find(({ name }) => name === header);
  if (found === undefined) throw new Error(`no ${header}`);
  return (value) => found.validate(value);
}

const isKey = (header: string): boolean => {
  try {
    return parseIdempotencyKey(header).length > 0;
  } catch {
    return false;
  }
};

/** Of the characters that a header's syntax turns on, as a server hands it over: without space around it. */
const headerOf = (...characters: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 }).map((text) => text.trim());

describe('the schema of a header says what is accepted', () => {
  it('of Idempotency-Key, but for the parameters that it leaves to RFC 9651', () => {
    const accepts = declared(createOrder, 'Idempotency-Key');
    fc.assert(
      fc.property(headerOf('"', '\\', 'a', ' ', ';', '=', '\t', 'é'), (header) => {
        if (isKey(header)) expect([header, accepts(header)]).toEqual([header, true]);
        if (accepts(header) && !/^".*";/.test(header)) expect([header, isKey(header)]).toEqual([header, true]);
      }),
      { numRuns: 2000 },
    );
    for (const key of ['k'.repeat(255), `"${'\\\\'.repeat(127)}k"`, `"k";p="${'x'.repeat(2000)}"`]) {
      expect([isKey(key), accepts(key)]).toEqual([true, true]);
    }
    for (const key of ['k'.repeat(256), `"${'k'.repeat(256)}"`, '""', '']) {
      expect([isKey(key), accepts(key)]).toEqual([false, false]);
    }
  });

  it.each([
    ['If-Match', updateOrder],
    ['If-None-Match', getOrder],
  ])('of %s', (name, contract) => {
    const accepts = declared(contract, name);
    fc.assert(
      fc.property(headerOf('"', 'W/', '*', ',', ' ', '1', 'é', '\t'), (header) => {
        expect([header, accepts(header)]).toEqual([header, parseTagCondition(header) !== undefined]);
      }),
      { numRuns: 2000 },
    );
    const many = Array.from({ length: 900 }, (_, index) => `"${index}"`).join(', ');
    expect([parseTagCondition(many) !== undefined, accepts(many)]).toEqual([true, true]);
  });

  it('of traceparent: a later version may be longer than ours', () => {
    const later = `cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-${'x'.repeat(4000)}`;

    expect(declared(createOrder, 'traceparent')(later)).toBe(true);
  });
});
