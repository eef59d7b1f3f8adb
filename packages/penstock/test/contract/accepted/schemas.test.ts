import { afterAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { documentOf } from './document.ts';
import { keywords, names, references, type SchemaCase } from './schemas.ts';
import { Workbench } from './workbench.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const made = new Map<string, string>();

describe.each([
  ['references', references],
  ['keywords', keywords],
  ['names', names],
])('%s that a contract may have', (_, cases) => {
  it.each(cases)('$name', async ({ name, parts, fits, not }: SchemaCase) => {
    const one = await workbench.make({
      'openapi.yaml': stringify(documentOf(parts), { aliasDuplicateObjects: false }),
    });
    made.set(name, one.name);
    const [operation] = one.operations;
    const checks = [
      (value: unknown) => operation?.validators.body?.(value),
      (body: unknown) => operation?.answers.status200?.({ headers: {}, body }),
    ];
    for (const check of checks) {
      expect(fits.filter((value) => check(value) !== true)).toEqual([]);
      expect(not.filter((value) => check(value) !== false)).toEqual([]);
    }
  });
});

it('has types that compile', () => {
  const errors = workbench.typeErrors();
  const found = [...made].filter(([, name]) => errors[name] !== undefined);
  expect({ found: found.map(([name, folder]) => [name, errors[folder]]), elsewhere: errors.elsewhere }).toEqual({
    found: [],
    elsewhere: undefined,
  });
});
