import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { readFunctions } from '../../../local/lambda/read.ts';
import { smallTemplate, type Template } from '../fixtures/template.ts';

function functionsOf(edit: (template: Template) => void) {
  const template = smallTemplate();
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::Lambda::Function') Properties.Code = { ZipFile: 'exports.handler = async () => 1;' };
  }
  edit(template);
  const stack = {
    name: 's',
    region: 'eu-west-1',
    template: { ...template },
    constructPaths: new Map(),
    assets: new Map(),
  };
  const assembly = resolveAssembly([stack]);
  return { functions: readFunctions(assembly), problems: assembly.problems.lines };
}
const set =
  (properties: object) =>
  ({ Resources }: Template) => {
    Object.assign(Resources.Open?.Properties ?? {}, properties);
  };

describe('a function of a template', () => {
  it('has the code that the template holds, in a file named index.js', () => {
    const { functions, problems } = functionsOf(set({ Code: { ZipFile: 'exports.handler = async () => 2;' } }));
    const [open, guarded] = functions.map(({ code }) => join(code, 'index.js'));

    expect(problems).toEqual([]);
    expect(readFileSync(open ?? '', 'utf8')).toBe('exports.handler = async () => 2;');
    expect([guarded !== open, existsSync(guarded ?? '')]).toEqual([true, true]);
  });

  it.each(['nodejs20.x', 'nodejs22.x', 'nodejs24.x'])('runs on %s', (Runtime) => {
    const { functions, problems } = functionsOf(set({ Runtime }));

    expect([problems, functions[0]?.runtime]).toEqual([[], Runtime]);
  });

  it('is never called where the local cloud makes its custom resources itself', () => {
    const { functions } = functionsOf(({ Resources }) => {
      const ServiceToken = { 'Fn::GetAtt': ['Open', 'Arn'] };
      Resources.Retention = { Type: 'Custom::LogRetention', Properties: { ServiceToken, LogGroupName: 'x' } };
    });

    expect(functions.map(({ isNeverCalled = false }) => isNeverCalled)).toEqual([true, false, false]);
  });
});
