import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Headers as Ours } from '../../../runtime/rpc/headers.ts';

/** What either class says of headers, or that it refuses. */
function told(work: () => Headers): unknown {
  try {
    const headers = work();
    const visited: unknown[] = [];
    headers.forEach((value, name, parent) => {
      visited.push([value, name, parent === headers]);
    });
    return [
      [...headers],
      [...headers.entries()],
      [...headers.keys()],
      [...headers.values()],
      headers.getSetCookie(),
      visited,
      ['a', 'A', 'set-cookie', 'x-b'].map((name) => [headers.has(name), headers.get(name)]),
    ];
  } catch (error) {
    return (error as Error).name;
  }
}

const names = fc.constantFrom('a', 'A', 'B', 'x-b', 'Set-Cookie', 'set-cookie', '', 'a b', 'é', '~');
const values = fc.oneof(
  fc.constantFrom('', ' ', '\t1 \n', 'a, b', 'é', 'a\nb', '\r\n', 'Ā', 'a\0', '\u{1f600}'),
  fc.string({ maxLength: 5 }),
);
const steps = fc.array(fc.tuple(fc.constantFrom('append', 'set', 'delete'), names, values), { maxLength: 8 });
const pairs = fc.array(fc.tuple(names, values), { maxLength: 5 });

describe('headers of calls of services', () => {
  it('are what the global ones are, whatever is done to them', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const done = (headers: Headers) => {
          for (const [step, name, value] of all) {
            if (step === 'delete') headers.delete(name);
            else headers[step as 'append' | 'set'](name, value);
          }
          return headers;
        };
        expect(told(() => done(new Ours()))).toEqual(told(() => done(new Headers())));
      }),
      { numRuns: 1000 },
    );
  });

  it('are made of what the global ones are made of', () => {
    fc.assert(
      fc.property(pairs, (all) => {
        for (const init of [all, Object.fromEntries(all)]) {
          expect(told(() => new Ours(init))).toEqual(told(() => new Headers(init)));
        }
        expect(told(() => new Ours(new Ours(all)))).toEqual(told(() => new Headers(new Headers(all))));
      }),
      { numRuns: 500 },
    );
  });

  it.each([[[['a']]], [[['a', '1', '2']]], [[[]]]])('are not made of %j', (init) => {
    expect(() => new Ours(init as never)).toThrow(TypeError);
    expect(() => new Headers(init as never)).toThrow(TypeError);
  });

  it('give their own cookies to nobody', () => {
    const headers = new Ours({ 'set-cookie': 'a=1' });
    headers.getSetCookie().push('b=2');
    expect(headers.getSetCookie()).toEqual(['a=1']);
  });

  it('visit with the receiver that is asked for', () => {
    const seen: unknown[] = [];
    new Ours({ a: '1' }).forEach(function (this: unknown) {
      seen.push(this);
    }, 'me');
    expect(seen.map(String)).toEqual(['me']);
  });
});
