import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readPlan } from '../../../local/plan.ts';
import { readCodes } from '../../../local/watch/code.ts';
import { changeLine, type PlanView, planChanges } from '../../../local/watch/plan-changes.ts';
import { readTemplate } from '../../../local/watch/templates.ts';
import { type SmallAssembly, smallAssembly } from '../fixtures/assembly.ts';

async function viewOf(small: SmallAssembly = {}): Promise<PlanView> {
  const folder = await smallAssembly(small);
  const plan = readPlan(folder);
  return { plan, codes: await readCodes(plan.functions), resources: await readTemplate(folder) };
}

const linesOf = (before: PlanView, after: PlanView) => planChanges(before, after).map(changeLine);

describe('what changes from one plan to the next', () => {
  it('is nothing where nothing is another', async () => {
    const [before, after] = [await viewOf(), await viewOf()];

    expect(linesOf(before, after)).toEqual([]);
  });

  it('is the code of a function where that is another', async () => {
    const [before, after] = [await viewOf(), await viewOf({ handlers: { Open: 'exports.handler = async () => 1;' } })];

    expect(linesOf(before, after)).toEqual(['functions: ~ Open']);
  });

  it('is a function whose settings are another', async () => {
    const before = await viewOf();
    const after = await viewOf({
      edit: ({ Resources }) => Object.assign(Resources.Open?.Properties ?? {}, { MemorySize: 512 }),
    });

    expect(linesOf(before, after)).toEqual(['functions: ~ Open']);
  });

  it('is told by its type where the plan does not name it', async () => {
    const before = await viewOf();
    const after = await viewOf({
      edit: ({ Resources }) => Object.assign(Resources, { Late: { Type: 'AWS::CloudWatch::Alarm', Properties: {} } }),
    });

    expect(linesOf(before, after)).toEqual(['other resources: + AWS::CloudWatch::Alarm small.Late']);
  });

  it('is named up to a number of names', () => {
    const added = Array.from({ length: 8 }, (_, index) => `penstock-local-f${index}`);

    expect(changeLine({ kind: 'functions', added, removed: ['old'], changed: [] })).toBe(
      'functions: + f0, + f1, + f2, + f3, + f4, + f5 and 3 more',
    );
  });
});

describe('a template', () => {
  it('is the same whatever the hashes of its code', async () => {
    const templateWith = async (hash: string) => {
      const folder = await smallAssembly();
      const version = `OpenCurrentVersion57EF0CF8${hash.slice(0, 32)}`;
      const Resources = {
        Open: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: `${hash}.zip` } } },
        [version]: { Type: 'AWS::Lambda::Version', Properties: {} },
      };
      await writeFile(join(folder, 'small.template.json'), JSON.stringify({ Resources }));
      return [...(await readTemplate(folder))];
    };

    expect(await templateWith('a'.repeat(64))).toEqual(await templateWith('b'.repeat(64)));
  });
});
