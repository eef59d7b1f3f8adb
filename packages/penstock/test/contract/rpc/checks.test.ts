import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldChecks } from '../../../runtime/rpc/field-checks.ts';
import { generatedParcels } from './parcels.ts';

let check: FieldChecks<unknown>;
beforeAll(async () => {
  const module = await generatedParcels<Record<string, FieldChecks<unknown>>>('checks.ts');
  check = module.parcels_v1_CreateParcelRequest as FieldChecks<unknown>;
});

const parcel = {
  code: 'P1',
  weight: 1,
  value: 1n,
  width: 2.5,
  seal: new Uint8Array(4),
  size: 1,
  labels: ['a', 'b'],
  stops: { abc: { line: 'x' } },
  to: { line: 'x' },
  payer: { case: 'receiver', value: false },
  alias: '',
};

function placesOf(over: object): readonly string[] {
  const places: string[] = [];
  check({ ...parcel, ...over }, '#', (place) => places.push(place));
  return places;
}

const uuid = '123e4567-e89b-12d3-a456-426614174000';

describe('the checks of fields', () => {
  it.each<[string, object]>([
    ['at its least', {}],
    ['at its most', { code: 'P123', weight: 100, value: 999n, alias: 'abc' }],
    ['that counts characters, not units', { code: 'P🚚🚚🚚' }],
    ['with what is optional', { note: 'a', payer: { case: 'sender', value: uuid } }],
  ])('take a request %s', (_, over) => {
    expect(placesOf(over)).toEqual([]);
  });

  it.each<[string, object, readonly string[]]>([
    ['too short', { code: 'P' }, ['#/code']],
    ['too long', { code: 'P1234' }, ['#/code']],
    ['with another beginning', { code: 'X1' }, ['#/code']],
    ['with what it must not contain', { code: 'P--' }, ['#/code']],
    ['one below', { weight: 0, value: 0n }, ['#/weight', '#/value']],
    ['one above', { weight: 101, value: 1000n }, ['#/weight', '#/value']],
    ['that is no number', { width: Number.NaN }, ['#/width', '#/width']],
    ['of too many bytes', { seal: new Uint8Array(5) }, ['#/seal']],
    ['that does not match', { note: 'A' }, ['#/note']],
    ['that is empty where it is sent', { note: '' }, ['#/note']],
    ['of a number that has no name', { size: 3 }, ['#/size']],
    ['of a number that is refused', { size: 0 }, ['#/size']],
    ['twice in a list', { labels: ['a', 'a'] }, ['#/labels']],
    ['empty in a list that is too long', { labels: ['a', '', 'c'] }, ['#/labels', '#/labels/1']],
    ['in a map', { stops: { 'a/b~': { line: '' } } }, ['#/stops/a~1b~0', '#/stops/a~1b~0/line']],
    ['missing inside', { to: { line: '' } }, ['#/to/line']],
    ['missing', { to: undefined }, ['#/to']],
    ['none of several', { payer: { case: undefined } }, ['#']],
    ['that is no uuid', { payer: { case: 'sender', value: 'x' } }, ['#/sender']],
    ['short, though none would do', { alias: 'a' }, ['#/alias']],
  ])('find a value %s', (_, over, places) => {
    expect([...new Set(placesOf(over))]).toEqual([...new Set(places)]);
  });
});
