import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { loadContract } from '../../contract/load.ts';
import { responseSchema } from '../../contract/response-schema.ts';
import { contractFile } from './contract.ts';

const contract = loadContract(contractFile);
const answers = contract.operations.flatMap(({ operationId, responses }) =>
  responses.map(({ status, contents }) => ({ operationId, status: Number(status), hasBody: contents.length > 0 })),
);

describe('the schema of an answer', () => {
  it.each(answers)('stands alone for $status of $operationId', ({ operationId, status, hasBody }) => {
    const schema = responseSchema(contract, operationId, status);
    expect(schema !== undefined).toBe(hasBody);
    if (schema === undefined) return;
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    expect(() => ajv.compile(schema)).not.toThrow();
    expect(JSON.stringify(schema)).not.toContain('#/components');
  });

  it('accepts a parcel and refuses what is not in the contract', () => {
    const ajv = new Ajv2020();
    addFormats.default(ajv);
    const validate = ajv.compile(responseSchema(contract, 'getParcel', 200) ?? false);
    const parcel = {
      id: `par_${'0'.repeat(26)}`,
      status: 'pending',
      currency: 'EUR',
      total: 2500,
      items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
      version: 1,
      createdAt: '2026-11-22T12:00:00.000Z',
      updatedAt: '2026-11-22T12:00:00.000Z',
    };
    expect(validate(parcel)).toBe(true);
    expect(validate({ ...parcel, tenant: 'acme' })).toBe(false);
    expect(validate({ ...parcel, createdAt: '2026-11-22T12:00:00Z' })).toBe(false);
  });

  it('fails on an answer that is not declared', () => {
    expect(() => responseSchema(contract, 'getParcel', 418)).toThrow('declares no answer 418 of getParcel');
    expect(() => responseSchema(contract, 'getParcels', 200)).toThrow('declares no answer 200 of getParcels');
  });
});
