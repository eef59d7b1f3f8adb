import { describe, expect, it } from '@jest/globals';
import { checkStage } from '../../constructs/stage/load.ts';
import { asObject } from '../../contract/json.ts';
import { overdue } from '../../contract/overdue.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { context, resourcesOf, stackOf, stageLike, temporaryFolder } from './synthesized.ts';

/** The sample with one deprecated operation, which declares 410 or not. */
const deprecating = (declares: boolean) => {
  const operations = parts.contract.operations.map((operation) => {
    if (operation.operationId !== 'createParcel') return operation;
    const gone = { status: '410', headers: [], contents: [] };
    const responses = [...operation.responses, ...(declares ? [gone] : [])];
    return { ...operation, responses, deprecation: { sunset: '2027-06-30' } };
  });
  return { ...parts, contract: { ...parts.contract, operations } };
};

describe('a stage that refuses what has ended', () => {
  const environments = (refuseAfterSunset: boolean) => {
    const stacks = stacksOfStage({
      parts: deprecating(true),
      stage: { ...stageLike('dev'), refuseAfterSunset },
      context,
      folder: temporaryFolder(),
    });
    return Object.fromEntries(
      resourcesOf(stackOf(stacks, 'parcels-dev-api-eu-west-1'), 'AWS::Lambda::Function').map(({ properties }) => [
        String(properties.FunctionName),
        asObject(asObject(properties.Environment).Variables),
      ]),
    );
  };

  it('tells it to the functions of what is deprecated alone, and the authorizer what plans allow', () => {
    const all = environments(true);
    expect(Object.keys(all).filter((name) => all[name]?.AFTER_SUNSET === 'refused')).toEqual([
      'parcels-dev-createParcel',
    ]);
    expect(JSON.parse(String(all['parcels-dev-authorizer']?.RATE_LIMIT_POLICIES))).toMatchObject({
      free: expect.stringMatching(/^"rate";q=\d+;w=1/),
    });
  });

  it('is none by default', () => {
    expect(Object.values(environments(false)).filter((variables) => 'AFTER_SUNSET' in variables)).toEqual([]);
  });

  it('fails where the contract does not declare the answer', () => {
    const stage = { ...stages.dev, refuseAfterSunset: true };
    expect(checkStage(stage, deprecating(false))).toEqual([
      expect.objectContaining({ path: 'refuseAfterSunset', received: 'createParcel without a response 410' }),
    ]);
    expect(checkStage(stage, deprecating(true))).toEqual([]);
  });
});

describe('what is overdue', () => {
  const { contract } = deprecating(true);

  it('is what is served after its last day', () => {
    expect(overdue(contract, '2027-07-01')).toEqual([
      'The last day of createParcel was 2027-06-30, and it is still served.',
    ]);
  });

  it('is nothing on its last day', () => {
    expect(overdue(contract, '2027-06-30')).toEqual([]);
  });
});
