import { describe, expect, test } from '@jest/globals';
import { readProtoFiles } from '../../contract/rpc/workspace.ts';
import { ruleOf } from '../../diff/rules.ts';
import { comparePromises } from '../../diff/services.ts';
import { parcelsFolder } from '../contract/rpc/parcels.ts';
import { type Edit, editedSample, put } from './changed.ts';
import { editedText, serviceCases, type TextEdit } from './text-cases.ts';

const file = 'parcels/v1/parcels.proto';
const text = readProtoFiles(parcelsFolder).get(file) ?? '';
const side = (edits: readonly TextEdit[], contract: readonly Edit[] = []) => ({
  root: editedSample(contract),
  services: new Map([[file, editedText(text, edits)]]),
});

describe('what the methods of a service promise', () => {
  test.each(serviceCases)('%s: %s', (...[, rule, edits, before = []]) => {
    const changes = comparePromises(side(before), side([...before, ...edits]), 'contract/rpc');
    expect(changes).toContainEqual(expect.objectContaining({ rule, ...ruleOf(rule) }));
  });

  test('is told with its place, and what it reaches', () => {
    const changes = comparePromises(side([]), side([['rate: 5', 'rate: 4']]), 'contract/rpc');
    const line = text.split('\n').findIndex((one) => one.includes('(penstock.method)')) + 1;
    expect(changes).toMatchObject([
      {
        reaches: ['ParcelService.CreateParcel'],
        message: 'throttle.rate 5 became 4',
        place: `contract/rpc/${file}:${line}`,
      },
    ]);
  });

  test('comes from the operation that a method serves, where it says nothing itself', () => {
    const faster = put('/paths/~1v1~1parcels/post/x-penstock/timeout', 1);
    expect(comparePromises(side([]), side([], [faster]), 'contract/rpc')).toMatchObject([
      { rule: 'timeout-lowered', reaches: ['ParcelService.CreateParcel'] },
    ]);
    const own: TextEdit = ['serves: "createParcel"', 'serves: "createParcel" timeout: 3'];
    expect(comparePromises(side([own]), side([own], [faster]), 'contract/rpc')).toEqual([]);
  });

  test('is as it was where the text alone is another', () => {
    expect(comparePromises(side([]), side([['rate: 5', '// as before\n        rate: 5']]), 'contract/rpc')).toEqual([]);
  });
});
