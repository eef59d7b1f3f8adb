import { describe, expect, it } from '@jest/globals';
import { asArray, asObject } from 'penstock-rules/json';
import type { AppStage } from '../../constructs/stage/app-stage.ts';
import { deploy } from '../../deploy/deploy.ts';
import { rollback } from '../../deploy/rollback.ts';
import { stageLike } from '../constructs/synthesized.ts';
import { Deployment } from './deployment.ts';
import { account } from './in-memory-cloud.ts';

const prod: AppStage = stageLike('prod', {
  regions: ['eu-west-1', 'eu-west-2'],
  witness: 'eu-central-1',
  token: { issuer: 'https://auth.acme.dev', audience: 'penstock' },
  providers: { labelPrinter: 'https://printer.acme.dev/v1' },
});
const now = new Date('2026-11-29T05:00:00Z');
const later = new Date('2026-11-29T06:00:00Z');
const data = 'parcels-prod-data';
const events = (region: string) => `parcels-prod-events-${region}`;
const api = (region: string) => `parcels-prod-api-${region}`;
const region = (name: string) => [`deploy ${events(name)} importing`, `deploy ${api(name)} importing`, `smoke ${name}`];
const all = [data, events('eu-west-1'), api('eu-west-1'), events('eu-west-2'), api('eu-west-2')];

/** Of the table in the template that was deployed last. */
const isProtected = ({ cloud }: Deployment): unknown =>
  Object.values(asObject(cloud.region('eu-west-1').templates[data]?.Resources))
    .map(asObject)
    .filter(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable')
    .flatMap(({ Properties }) =>
      asArray(asObject(Properties).Replicas).map((one) => asObject(one).DeletionProtectionEnabled),
    )
    .every((one) => one === true);

async function messageOf(work: Promise<void>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error?.name).toBe('UserError');
  return error?.message ?? '';
}

describe('deploying a stage', () => {
  it('for the first time goes from the data through the regions, asks each, and protects in the end', async () => {
    const deployment = new Deployment(prod);
    await deploy(deployment.parts, { now });
    const names = [...new Set([data, 'parcels-prod-parcels', 'parcels-prod-notices', ...all])];
    const [, first = '', ...rest] = deployment.calls;

    expect(new Set(first.replace('synth without the protection of ', '').split(','))).toEqual(new Set(names));
    expect(rest.slice(0, -1)).toEqual([`deploy ${data} importing`, ...region('eu-west-1'), ...region('eu-west-2')]);
    expect(new Set(rest.at(-1)?.split(' ').slice(1, -1))).toEqual(new Set(all));
    expect(isProtected(deployment)).toBe(true);
    expect(deployment.asked.map(({ url }) => url)).toEqual([
      'https://eu-west-1.acme.dev',
      'https://eu-west-2.acme.dev',
    ]);
    expect(deployment.lines.at(-1)).toMatch(/^Stage prod is deployed: release [0-9a-f]{12}\.$/);
  });

  it('again does the same once, with the protection as it is', async () => {
    const deployment = new Deployment(prod);
    await deploy(deployment.parts, { now });
    deployment.calls.length = 0;
    await deploy(deployment.parts, { now: later });

    expect(deployment.calls).toEqual([
      'synth',
      `deploy ${data} importing`,
      ...region('eu-west-1'),
      ...region('eu-west-2'),
    ]);
    expect(isProtected(deployment)).toBe(true);
  });

  it('stops where a stack fails, with what is left and the next command, and begins again from there', async () => {
    const deployment = new Deployment(prod);
    deployment.failsAt = events('eu-west-2');
    const message = await messageOf(deploy(deployment.parts, { now }));

    expect(message.split('\n')).toEqual([
      `Stopped at ${events('eu-west-2')}: cdk deploy ended with 1, and says why above.`,
      `    done     ${data}, ${events('eu-west-1')}, ${api('eu-west-1')}`,
      `    left     ${events('eu-west-2')}, ${api('eu-west-2')}`,
      '    fix      mend that, then npm run deploy -- --stage prod',
    ]);
    expect(isProtected(deployment)).toBe(false);

    deployment.failsAt = undefined;
    deployment.calls.length = 0;
    await deploy(deployment.parts, { now });
    expect(deployment.calls[1]).toBe(`synth without the protection of ${events('eu-west-2')},${api('eu-west-2')}`);
    expect(isProtected(deployment)).toBe(true);
  });

  it('leaves a first deployment that fails without any protection: it can be rolled back and tried again', async () => {
    const deployment = new Deployment(prod);
    deployment.failsAt = data;
    await messageOf(deploy(deployment.parts, { now }));

    expect(deployment.cloud.region('eu-west-1').stacks[data]).toEqual({
      status: 'ROLLBACK_COMPLETE',
      terminationProtection: false,
    });
    deployment.failsAt = undefined;
    await deploy(deployment.parts, { now });
    expect(isProtected(deployment)).toBe(true);
  });

  it('stops where a region does not serve, before the next one', async () => {
    const deployment = new Deployment(prod);
    deployment.silent = 'eu-west-1';
    const message = await messageOf(deploy(deployment.parts, { now }));

    expect(message).toMatch(
      /^eu-west-1 is deployed, but does not serve as it should: GET \/health: received status 500/,
    );
    expect(message).toMatch(/left {5}parcels-prod-events-eu-west-2, parcels-prod-api-eu-west-2/);
    expect(message).toMatch(/fix {6}mend that, then npm run deploy -- --stage prod$/);
    expect(deployment.calls).not.toContain(`deploy ${events('eu-west-2')} importing`);
    expect(isProtected(deployment)).toBe(false);
  });

  it('does nothing where preflight finds something', async () => {
    const deployment = new Deployment(prod);
    deployment.cloud.region('eu-west-2').parameters = {};

    expect(await messageOf(deploy(deployment.parts, { now }))).toMatch(
      /^Stage prod cannot be deployed yet: one thing to mend/,
    );
    expect(deployment.calls).toEqual(['synth']);
  });

  it('of one region leaves the others alone', async () => {
    const deployment = new Deployment(prod);
    await deploy(deployment.parts, { now });
    deployment.calls.length = 0;
    await deploy(deployment.parts, { now: later, region: 'eu-west-2' });

    expect(deployment.calls).toEqual(['synth', `deploy ${data} importing`, ...region('eu-west-2')]);
  });

  it('takes in what a deleted stack kept, before it makes the rest', async () => {
    const deployment = new Deployment(prod);
    const url = `https://sqs.eu-west-1.amazonaws.com/${account}/parcels-prod-labels`;
    deployment.cloud.region('eu-west-1').resources[`AWS::SQS::Queue ${url}`] = {};
    await deploy(deployment.parts, { now });
    const at = deployment.calls.findIndex((call) => call.startsWith('import'));

    expect(deployment.calls[at]).toMatch(
      new RegExp(`^import ${events('eu-west-1')} \\{"\\w+":\\{"QueueUrl":"${url}"\\}\\}$`),
    );
    expect(deployment.calls[at + 1]).toBe(`deploy ${events('eu-west-1')} importing`);
    expect(deployment.lines).toContain(
      `Kept, and taken into ${events('eu-west-1')}: AWS::SQS::Queue parcels-prod-labels`,
    );
  });

  it('to a local cloud asks each region where its API answers here', async () => {
    const local = { ...stageLike('prod', { token: prod.token, providers: prod.providers }), local: true };
    const localOrigin = 'http://127.0.0.1:3000';
    const regions = [{ region: 'eu-west-2', url: 'http://127.0.0.1:3001' }];
    const answering = async () => Response.json({ regions });
    const deployment = new Deployment(local);
    await deploy({ ...deployment.parts, localOrigin, fetch: answering }, { now });

    expect(deployment.asked.map(({ region, url }) => [region, url])).toEqual(
      local.regions.map((region) => [region, region === 'eu-west-2' ? 'http://127.0.0.1:3001' : localOrigin]),
    );
  });

  it('of a stage without protection and retention asks for neither', async () => {
    const dev = stageLike('dev', { token: prod.token, providers: prod.providers });
    const deployment = new Deployment(dev);
    await deploy(deployment.parts, { now });

    expect(deployment.calls).toEqual([
      'synth',
      'deploy parcels-dev-data',
      'deploy parcels-dev-events-eu-west-1',
      'deploy parcels-dev-api-eu-west-1',
      'smoke eu-west-1',
    ]);
  });
});

describe('rolling back', () => {
  /** Two releases that served; the second one is the bad one. */
  async function twoReleases() {
    const deployment = new Deployment(prod);
    await deploy(deployment.parts, { now });
    deployment.change({ logLevel: 'DEBUG' });
    await deploy(deployment.parts, { now: later });
    deployment.calls.length = 0;
    return deployment;
  }
  const back = (name: string) => [`deploy ${api(name)} importing`, `deploy ${events(name)} importing`, `smoke ${name}`];
  const levelIn = ({ cloud }: Deployment, name: string): boolean =>
    JSON.stringify(cloud.region(name).templates[api(name)]).includes('"POWERTOOLS_LOG_LEVEL":"DEBUG"');

  it('deploys the release before, region by region, what serves first, and no data', async () => {
    const deployment = await twoReleases();
    expect(levelIn(deployment, 'eu-west-2')).toBe(true);
    await rollback(deployment.parts, {});

    expect(deployment.calls).toEqual([...back('eu-west-1'), ...back('eu-west-2')]);
    expect(levelIn(deployment, 'eu-west-1') || levelIn(deployment, 'eu-west-2')).toBe(false);
  });

  it('does not come back to the release that it took back', async () => {
    const deployment = await twoReleases();
    await rollback(deployment.parts, {});

    expect(await messageOf(rollback(deployment.parts, {}))).toMatch(/There is no release of stage prod to go back to/);
  });

  it('goes back from a release that never served', async () => {
    const deployment = new Deployment(prod);
    await deploy(deployment.parts, { now });
    deployment.change({ logLevel: 'DEBUG' });
    deployment.silent = 'eu-west-1';
    const message = await messageOf(deploy(deployment.parts, { now: later }));
    expect(message).toMatch(/or take the release back: npm run rollback -- --stage prod$/);

    deployment.silent = undefined;
    await rollback(deployment.parts, {});
    expect(levelIn(deployment, 'eu-west-1')).toBe(false);
  });

  it('of one region leaves the others, and the next one does those', async () => {
    const deployment = await twoReleases();
    await rollback(deployment.parts, { region: 'eu-west-2' });
    expect(deployment.calls).toEqual(back('eu-west-2'));
    await rollback(deployment.parts, { region: 'eu-west-1' });
    expect([levelIn(deployment, 'eu-west-1'), levelIn(deployment, 'eu-west-2')]).toEqual([false, false]);
  });

  it('says which releases there are, where it is told one that is not', async () => {
    const deployment = await twoReleases();
    const [{ id = '' } = {}] = deployment.parts.releases.all();

    expect(await messageOf(rollback(deployment.parts, { to: 'nope' }))).toMatch(
      new RegExp(`received nope\n.*expected one of ${id} \\(2026-11-29T06`),
    );
  });

  it('takes an assembly from elsewhere, such as what a pipeline kept', async () => {
    const deployment = await twoReleases();
    const [, { folder = '' } = {}] = deployment.parts.releases.all();
    await rollback(deployment.parts, { assembly: folder });

    expect(levelIn(deployment, 'eu-west-1')).toBe(false);
  });
});
