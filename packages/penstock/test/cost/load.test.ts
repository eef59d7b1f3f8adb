import { describe, expect, it } from '@jest/globals';
import { readLoad, sharesOf } from '../../cost/load.ts';

describe('--rps and --mix', () => {
  it('are a load, spread evenly or as the mix says', () => {
    expect(sharesOf({ rps: 1 }, ['a', 'b'])).toEqual(
      new Map([
        ['a', 0.5],
        ['b', 0.5],
      ]),
    );
    expect(readLoad('100', 'a=0.2, b=0.8')).toEqual({
      rps: 100,
      mix: new Map([
        ['a', 0.2],
        ['b', 0.8],
      ]),
    });
    expect(readLoad(undefined, undefined)).toBeUndefined();
  });

  it.each([
    ['0', undefined, '--rps is a number of requests a second, up to 1000000, received "0".'],
    ['many', undefined, 'received "many"'],
    ['1000001', undefined, 'received "1000001"'],
    [undefined, 'a=1', 'give both'],
    ['1', 'a', '"a" is not OPERATION=SHARE'],
    ['1', 'a=0.5', 'the shares make 0.5, not 1'],
  ])('fail: %s, %s', (rps, mix, message) => {
    expect(() => readLoad(rps, mix)).toThrow(message);
  });

  it('fail for an operation that the stage has not', () => {
    const load = { rps: 1, mix: new Map([['c', 1]]) };

    expect(() => sharesOf(load, ['a', 'b'])).toThrow('received c\n    expected a, b');
  });
});
