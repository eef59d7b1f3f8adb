import { describe, expect, it } from '@jest/globals';
import { resolveModule, urlOfRun } from '../../../testkit/jest/module-urls.ts';

const testFile = 'file:///app/test/things.test.ts';

/** Where an import of a test file leads, or of what it loaded, when Node's own resolution finds `url`. */
function resolved(url: string, parentURL: string | undefined, specifier = './x.ts'): string {
  const context = { conditions: [], importAttributes: {}, parentURL };
  return resolveModule(specifier, context, () => ({ url })).url;
}

describe('where an import of a test file leads', () => {
  const run = urlOfRun(testFile, 7, { all: false });

  it.each(['file:///app/test/helper.ts', 'file:///kit/testkit/sample/stages.ts'])(
    'to an instance of its own, of what tests share: %s',
    (url) => {
      expect(resolved(url, run)).toBe(`${url}?tests-of=7`);
    },
  );

  it('to an instance of its own through another one', () => {
    expect(resolved('file:///app/test/b.ts', 'file:///app/test/a.ts?tests-of=7')).toBe(
      'file:///app/test/b.ts?tests-of=7',
    );
  });

  it.each([
    'file:///app/lib/app.ts',
    'file:///app/node_modules/penstock/testkit/stacks.js',
    'file:///app/functions/latest/app.ts',
    'node:test',
    'file:///app/test/config.ts?edited=3',
  ])('to the one instance of all test files: %s', (url) => {
    expect(resolved(url, run)).toBe(url);
  });

  it('to the one instance from what is none of a test file', () => {
    expect(resolved('file:///app/test/helper.ts', 'file:///app/lib/app.ts')).toBe('file:///app/test/helper.ts');
    expect(resolved('file:///app/test/helper.ts', undefined)).toBe('file:///app/test/helper.ts');
  });

  it('to an instance of its own of every module of the repository, where it says so', () => {
    const all = urlOfRun(testFile, 7, { all: true });

    expect(resolved('file:///app/lib/app.ts', all)).toBe('file:///app/lib/app.ts?all-of=7');
    expect(resolved('file:///app/node_modules/jose/index.js', all)).toBe('file:///app/node_modules/jose/index.js');
  });

  it("to Jest's words of the file that runs", () => {
    expect(resolved('none', run, '@jest/globals')).toMatch(/\/testkit\/jest\/globals\.ts$/);
  });
});
