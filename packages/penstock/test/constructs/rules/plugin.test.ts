import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rules as resilienceRules } from 'penstock-rules';
import { rules } from '../../../constructs/rules/index.ts';
import { accountLimitsOf, stageChecks } from '../../../constructs/rules/plugin.ts';
import type { Contract } from '../../../contract/model.ts';
import { type Resources, stackWith, stage } from './template.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-checks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contract = { operations: [] } as unknown as Contract;
const table: Resources = {
  Table: [
    'AWS::DynamoDB::Table',
    {
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    },
    'Delete',
  ],
};

/** The rules by which the checks of a stage fail a template, by plugin. */
function broken(resources: Resources, of = stage) {
  const templatePath = join(folder, 'stack.template.json');
  writeFileSync(templatePath, JSON.stringify(stackWith(resources).template));
  const context = { stackTemplates: [{ stackConstructPath: 'stack', templatePath, region: 'eu-west-1' }] };
  return stageChecks({ contract, consumers: [], stage: of }).map((plugin) => {
    const { violations } = plugin.validate(context as unknown as Parameters<typeof plugin.validate>[0]);
    return [plugin.name, violations.map(({ ruleName }) => ruleName)];
  });
}

describe('the checks of a stage', () => {
  const reserving = { ...stage, reserveConcurrency: true };
  const idsOf = (of: typeof stage) => stageChecks({ contract, consumers: [], stage: of }).map(({ ruleIds }) => ruleIds);
  const resilienceIds = resilienceRules.map(({ id }) => id);
  const contractIds = rules.map(({ id }) => id);

  it('are every rule of the package and of the kit', () => {
    expect(idsOf({ ...reserving, alarmTopic: 'alarms' })).toEqual([resilienceIds, contractIds]);
  });

  it('ask no alarm to tell somebody where the stage names no topic', () => {
    expect(idsOf(reserving)).toEqual([resilienceIds.filter((id) => id !== 'alarm-actions'), contractIds]);
  });

  it('do not ask whether functions can keep up where the stage sets every throttle at once', () => {
    const all = { rate: 100_000, burst: 100_000 };
    const without = (throttle: NonNullable<typeof stage.throttle>) =>
      resilienceIds.filter((id) => !idsOf({ ...reserving, alarmTopic: 'alarms', throttle })[0]?.includes(id));

    expect(without({ '*': all })).toEqual(['littles-law']);
    expect(without({ greet: all })).toEqual([]);
  });

  it('fail what breaks the promises of the stage', () => {
    expect(broken(table)).toEqual([
      ['ResilienceRules', []],
      ['Penstock', ['table-removal']],
    ]);
    expect(broken(table, { ...stage, removal: 'destroy' })).toEqual([
      ['ResilienceRules', []],
      ['Penstock', []],
    ]);
  });

  it('are measured by what the account of the stage has', () => {
    const greedy: Resources = { Fn: ['AWS::Lambda::Function', { ReservedConcurrentExecutions: 901 }] };
    const brokenWith = (accountConcurrency: number) => broken(greedy, { ...stage, accountConcurrency }).flat(2);

    expect(brokenWith(1000)).toContain('account-concurrency');
    expect(brokenWith(1001)).not.toContain('account-concurrency');
    expect(accountLimitsOf({ ...stage, accountConcurrency: 200 })).toMatchObject({ accountConcurrency: 200 });
  });
});
