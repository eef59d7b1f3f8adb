import { describe, expect, test } from '@jest/globals';
import { methodOptions } from '../../contract/rpc/method-options.ts';
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

/** Each text is compiled once. */
const known = new Map<string, ReturnType<typeof methodOptions>>();
const read: typeof methodOptions = (files, folder) => {
  const key = [...files.values()].join();
  const methods = known.get(key) ?? methodOptions(files, folder);
  known.set(key, methods);
  return methods;
};
const compared = (was: ReturnType<typeof side>, is: ReturnType<typeof side>) =>
  comparePromises(was, is, 'contract/rpc', read);

describe('what the methods of a service promise', () => {
  test.each(serviceCases)('%s: %s', (...[, rule, edits, before = []]) => {
    const changes = compared(side(before), side([...before, ...edits]));
    expect(changes).toContainEqual(expect.objectContaining({ rule, ...ruleOf(rule) }));
  });

  test('is told with its place, and what it reaches', () => {
    const changes = compared(side([]), side([['rate: 5', 'rate: 4']]));
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
    expect(compared(side([]), side([], [faster]))).toMatchObject([
      { rule: 'timeout-lowered', reaches: ['ParcelService.CreateParcel'] },
    ]);
    const own: TextEdit = ['serves: "createParcel"', 'serves: "createParcel" timeout: 3'];
    expect(compared(side([own]), side([own], [faster]))).toEqual([]);
  });

  test('is as it was where the text alone is another', () => {
    expect(compared(side([]), side([['rate: 5', '// as before\n        rate: 5']]))).toEqual([]);
  });
});
