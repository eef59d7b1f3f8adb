import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asArray, asObject } from 'penstock-rules/json';
import { only, resourcesOf, stackOf, stageLike, synthesizeInto } from './synthesized.ts';

const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1'];

/** What the CLI goes by: the manifest of a synthesized stage. */
function manifestOf(changes: Parameters<typeof stageLike>[1] = {}) {
  const { stacks, outdir } = synthesizeInto({ ...stageLike('prod'), ...changes });
  const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  return { stacks, artifact: (name: string) => asObject(asObject(artifacts)[name]) };
}

describe('the stacks of a stage', () => {
  const { artifact } = manifestOf();
  const dependencies = (name: string) =>
    asArray(artifact(name).dependencies).filter((one) => !/\.assets$/.test(String(one)));

  it.each(regions)('serve in %s when its events can be relayed, after the data', (region) => {
    expect(dependencies(`parcels-prod-events-${region}`)).toEqual(['parcels-prod-data']);
    expect(dependencies(`parcels-prod-api-${region}`).toSorted()).toEqual([
      'parcels-prod-data',
      `parcels-prod-events-${region}`,
    ]);
  });

  it('of one region wait for nothing in another', () => {
    for (const region of regions) {
      const others = regions.filter((one) => one !== region).join('|');
      expect(dependencies(`parcels-prod-api-${region}`).join()).not.toMatch(new RegExp(others));
    }
  });
});

describe('protection', () => {
  const protection = ({ stacks, artifact }: ReturnType<typeof manifestOf>) => {
    const data = stackOf(stacks, 'parcels-prod-data');
    const tables = resourcesOf(data, 'AWS::DynamoDB::GlobalTable').map(({ properties }) => [
      properties.TableName,
      asArray(properties.Replicas).map((one) => asObject(one).DeletionProtectionEnabled),
    ]);
    const names = ['parcels-prod-data', ...regions.map((region) => `parcels-prod-api-${region}`)];
    return {
      stacks: names.filter((name) => asObject(artifact(name).properties).terminationProtection === true),
      tables: Object.fromEntries(tables),
    };
  };

  it('is on every stack and every replica, where the stage says so', () => {
    expect(protection(manifestOf())).toEqual({
      stacks: ['parcels-prod-data', ...regions.map((region) => `parcels-prod-api-${region}`)],
      tables: { 'parcels-prod-parcels': [true, true, true], 'parcels-prod-notices': [true, true, true] },
    });
  });

  it('is not yet on what no deployment has made', () => {
    const unprotected = ['parcels-prod-api-eu-west-2', 'parcels-prod-notices'];

    expect(protection(manifestOf({ unprotected }))).toEqual({
      stacks: ['parcels-prod-data', 'parcels-prod-api-eu-west-1', 'parcels-prod-api-eu-central-1'],
      tables: { 'parcels-prod-parcels': [true, true, true], 'parcels-prod-notices': [false, false, false] },
    });
  });

  it('is nowhere while a stage is made by the CDK CLI alone, or taken away', () => {
    expect(protection(manifestOf({ unprotected: ['*'] }))).toEqual({
      stacks: [],
      tables: { 'parcels-prod-parcels': [false, false, false], 'parcels-prod-notices': [false, false, false] },
    });
  });

  it('is nowhere in a stage that has none', () => {
    const dev = stackOf(synthesizeInto(stageLike('dev')).stacks, 'parcels-dev-data');

    expect(
      JSON.stringify(
        only(dev, 'AWS::DynamoDB::GlobalTable', ({ properties }) => properties.TableName === 'parcels-dev-parcels'),
      ),
    ).not.toContain('"DeletionProtectionEnabled":true');
  });
});
