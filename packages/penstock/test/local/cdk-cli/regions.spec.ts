import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { object, parseJson } from '../../../local/json.ts';
import type { LocalRegions } from '../../../local/regions/all-regions.ts';
import { startLocalRegions } from '../../../local/regions/start.ts';
import type { Template } from '../fixtures/template.ts';
import { type Region, regions, writeRegionAssembly } from '../regions/region-assembly.ts';
import { cdkCli } from './cdk.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-cdk-regions-'));
let cloud: LocalRegions;
let cdk: ReturnType<typeof cdkCli>;
beforeAll(async () => {
  cloud = await startLocalRegions({ regions });
  cdk = cdkCli(cloud.access, folder);
  mkdirSync(cdk.assembly);
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const deploy = ['deploy', '--all', '--require-approval', 'never', '--progress', 'events'];
const urlOf = (region: Region) => cloud.regions.find((one) => one.region === region)?.url ?? '';
const call = async (region: Region, operation: string, input: object) => {
  const query = new URLSearchParams({ operation, input: JSON.stringify(input) });
  return object(parseJson(await (await fetch(`${urlOf(region)}/open?${query}`)).text()));
};
const get = (region: Region, pk: string) => call(region, 'GetItem', { TableName: 'things', Key: { pk: { S: pk } } });
const put = (region: Region, pk: string) => call(region, 'PutItem', { TableName: 'things', Item: { pk: { S: pk } } });
const control = async (body: object) =>
  (await fetch(`${urlOf('eu-west-1')}/_local/regions`, { method: 'PATCH', body: JSON.stringify(body) })).status;

const broken = ({ Resources }: Template, region: Region) => {
  if (region === 'eu-central-1') Object.assign(Resources, { Strange: { Type: 'AWS::Acme::Thing', Properties: {} } });
};
const kept = ({ Resources }: Template) => {
  const { Table, Secret } = Resources;
  for (const resource of [Table, Secret])
    if (resource !== undefined) Object.assign(resource, { DeletionPolicy: 'Retain' });
};
/** What the CDK makes of an operation that the contract has gained: its path, its permission, another deployment. */
const gained = (template: Template) => {
  kept(template);
  const { Api, Deployment, OpenPermission, Stage, ...others } = template.Resources;
  const { paths } = object(Api?.Properties.Body);
  Object.assign(object(paths), { '/gained': object(paths)['/open'] });
  const text = JSON.stringify({ ...others, Api, Stage, OpenPermission, GainedDeployment: Deployment });
  const here = text.replaceAll('{"Ref":"Deployment"}', '{"Ref":"GainedDeployment"}');
  const permission = JSON.parse(JSON.stringify(OpenPermission).replace('/GET/open', '/GET/gained'));
  template.Resources = { ...JSON.parse(here), GainedPermission: permission };
};

/** In the order of a day's work: each case goes on from the one before. */
describe('the CDK CLI, as it is, against a local cloud in three regions', () => {
  it('deploys the stacks of each region there', async () => {
    await writeRegionAssembly(cdk.assembly, kept);
    const { status, output } = await cdk.run(...deploy);

    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('✅  eu-central-1') });
    const answers = await Promise.all(regions.map(async (region) => (await fetch(`${urlOf(region)}/open`)).text()));
    expect(answers).toEqual(regions);
  });

  it('gives them one table and one secret', async () => {
    await put('eu-central-1', 'a');
    const secrets = await Promise.all(
      regions.map((region) => call(region, 'secretsmanager.GetSecretValue', { SecretId: 'shared' })),
    );

    for (const region of regions) expect(await get(region, 'a')).toEqual({ Item: { pk: { S: 'a' } } });
    expect(new Set(secrets.map(({ SecretString }) => SecretString)).size).toBe(1);
    expect(secrets.map(({ ARN }) => String(ARN).split(':')[3])).toEqual([...regions]);
  });

  it('sees no difference, nor after a region was lost and is back', async () => {
    const before = await cdk.run('diff');
    const stopped = await control({ stop: ['eu-west-2'] });
    const lost = await cdk.run('diff', 'eu-west-2');
    const started = await control({ start: ['eu-west-2'] });
    const after = await cdk.run('diff');

    expect([stopped, started]).toEqual([200, 200]);
    expect(lost.output).toContain('The Region is stopped.');
    for (const { output } of [before, after]) expect(output).toContain('Number of stacks with differences: 0');
    await put('eu-west-2', 'b');
    expect(await get('eu-west-1', 'b')).toEqual({ Item: { pk: { S: 'b' } } });
  });

  it('serves an operation that the contract has gained in each region, and what was stored', async () => {
    const ask = (path: string) => Promise.all(regions.map((region) => fetch(`${urlOf(region)}${path}`)));
    const before = await ask('/gained');
    await writeRegionAssembly(cdk.assembly, gained);
    const { status, output } = await cdk.run(...deploy);
    const after = await ask('/gained');

    expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('GainedDeployment') });
    expect(before.map((answer) => answer.status)).toEqual([403, 403, 403]);
    expect(await Promise.all(after.map((answer) => answer.text()))).toEqual(regions);
    expect((await ask('/open')).map((answer) => answer.status)).toEqual([200, 200, 200]);
    for (const region of regions) expect(await get(region, 'a')).toEqual({ Item: { pk: { S: 'a' } } });
  });

  it('is told what one region does not understand, and all answer on', async () => {
    await writeRegionAssembly(cdk.assembly, (template, region) => {
      kept(template);
      broken(template, region);
    });
    const { status, output } = await cdk.run(...deploy);

    expect(status).toBe(1);
    expect(output).toContain('the local cloud does not understand this resource type');
    for (const region of regions) expect(await get(region, 'a')).toEqual({ Item: { pk: { S: 'a' } } });
    await writeRegionAssembly(cdk.assembly, kept);
    expect((await cdk.run(...deploy)).status).toBe(0);
  });

  it('destroys the stacks, deploys them again on what they kept, and finds it there', async () => {
    const mapping = JSON.stringify({ Secret: { Id: cloud.plan.secrets[0]?.arn } });
    const destroyed = await cdk.run('destroy', '--all', '--force');
    const refused = await cdk.run(...deploy);
    await cdk.run('destroy', '--all', '--force');
    const imported = await cdk.run('import', 'eu-west-1', '--force', '--resource-mapping-inline', mapping);
    const again = await cdk.run(...deploy, '--import-existing-resources');

    expect([destroyed.status, refused.status]).toEqual([0, 1]);
    expect(refused.output).toContain('already exists.');
    expect(imported).toMatchObject({ status: 0, output: expect.stringContaining('IMPORT_COMPLETE') });
    expect(again).toMatchObject({
      status: 0,
      output: expect.stringMatching(/IMPORT_COMPLETE +\| AWS::DynamoDB::GlobalTable/),
    });
    for (const region of regions) expect(await get(region, 'a')).toEqual({ Item: { pk: { S: 'a' } } });
  });

  it('leaves nothing where nothing is to be kept', async () => {
    await writeRegionAssembly(cdk.assembly, () => {});
    await cdk.run(...deploy);
    const { status } = await cdk.run('destroy', '--all', '--force');
    await writeRegionAssembly(cdk.assembly, () => {});
    const again = await cdk.run(...deploy);
    const found = await Promise.all(regions.map((region) => get(region, 'a')));

    expect([status, again.status, found]).toEqual([0, 0, [{}, {}, {}]]);
  });
});
