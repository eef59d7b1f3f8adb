import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../../../local/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import type { Template } from '../fixtures/template.ts';
import { cdkCli } from './cdk.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-cdk-cli-'));
let cloud: LocalCloud;
let cdk: ReturnType<typeof cdkCli>;
beforeAll(async () => {
  cloud = await startLocalCloud({ region: 'eu-west-1' });
  cdk = cdkCli(cloud.access, folder);
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const deploy = ['deploy', '--all', '--require-approval', 'never', '--progress', 'events'];
const queue = (QueueName: string, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, ...more },
});
const withQueues =
  (work: object, dead = 'dead') =>
  ({ Resources }: Template) => {
    Object.assign(Resources, { Work: queue('work', work), Dead: queue(dead) });
  };
const answering = (body: string) => ({ Open: `exports.handler = async () => ({ statusCode: 200, body: '${body}' });` });
const ask = async () => (await fetch(`${cloud.url}/open`)).text();
const queues = () =>
  cloud.plan.backbone.queues.map(({ name, attributes }) => `${name} ${attributes.DelaySeconds ?? 0}`);

/** In the order of a day's work: each case goes on from the one before. */
describe('the CDK CLI, as it is, against the local cloud', () => {
  it('deploys a stack, which answers', async () => {
    cdk.write(withQueues({}));
    const { status, output } = await cdk.run(...deploy);

    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('✅  small') });
    expect(output).toMatch(/CREATE_COMPLETE +\| AWS::Lambda::Function +\| Open/);
    expect(output).toContain('small.TokenAudience = things-api');
    expect(await ask()).toBe('open');
  });

  it('sees no difference and no drift then', async () => {
    const [diff, drift] = await Promise.all([cdk.run('diff'), cdk.run('drift')]);

    expect([diff.output, drift.output]).toEqual([
      expect.stringContaining('Number of stacks with differences: 0'),
      expect.stringContaining('Number of resources with drift: 0'),
    ]);
  });

  it('has nothing to deploy twice', async () => {
    expect((await cdk.run(...deploy, '--force')).output).toContain('✅  small (no changes)');
  });

  it('changes a function and a queue in place, and replaces another queue', async () => {
    cdk.write(withQueues({ DelaySeconds: 3 }, 'dead-2'), answering('changed'));
    const { status, output } = await cdk.run(...deploy);

    expect([status, await ask(), queues()]).toEqual([0, 'changed', ['work 3', 'dead-2 0']]);
    expect(output).toMatch(/DELETE_COMPLETE +\| AWS::SQS::Queue +\| Dead/);
  });

  it('is told the name of what the local cloud does not understand, and all is as before', async () => {
    cdk.write(withQueues({ Fancy: 1, DelaySeconds: 4 }, 'dead-3'), answering('never'));
    const { status, output } = await cdk.run(...deploy);

    expect(status).toBe(1);
    expect(output).toContain('Properties.Fancy: the local cloud does not understand this property.');
    expect(output).toMatch(/UPDATE_ROLLBACK_COMPLET/);
    expect([await ask(), queues()]).toEqual(['changed', ['work 3', 'dead-2 0']]);
  });

  it('takes back what was made before a handler did not load, and succeeds once it does', async () => {
    cdk.write(withQueues({ DelaySeconds: 5 }, 'dead-4'), { Open: "throw new Error('at load');" });
    const { status, output } = await cdk.run(...deploy);
    const after = [await ask(), queues()];
    cdk.write(withQueues({ DelaySeconds: 5 }, 'dead-4'), answering('mended'));
    const again = await cdk.run(...deploy);

    expect([status, after]).toEqual([1, ['changed', ['work 3', 'dead-2 0']]]);
    expect(output).toContain('The handler of Open does not load: Error: at load');
    expect([again.status, await ask(), queues()]).toEqual([0, 'mended', ['work 5', 'dead-4 0']]);
  });

  it('hotswaps a function', async () => {
    cdk.write(withQueues({ DelaySeconds: 5 }, 'dead-4'), answering('swapped'));
    const { status, output } = await cdk.run(...deploy, '--hotswap');

    expect([status, await ask()]).toEqual([0, 'swapped']);
    expect(output).toContain('hotswapped');
  });

  it('watches: an edit is live, and its log lines are shown', async () => {
    const saying = (body: string) => ({
      Open: `exports.handler = async () => { console.log('said ${body}'); return { statusCode: 200, body: '${body}' }; };`,
    });
    mkdirSync(join(folder, 'src'));
    const save = (body: string) => {
      cdk.write(withQueues({ DelaySeconds: 5 }, 'dead-4'), saying(body));
      writeFileSync(join(folder, 'src/handler'), body);
    };
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ watch: { include: ['src/**'] } }));
    save('watched');
    const watch = cdk.start('watch', '--all');
    const live = (body: string) => eventually(ask, (answer) => answer === body, 60_000);
    await live('watched');
    await eventually(watch.output, (output) => output.includes('Total time'), 60_000);
    await eventually(watch.output, (output) => /is observing the file/.test(output), 60_000);
    try {
      save('last');
      await live('last');
      await eventually(watch.output, (output) => output.includes('said last'), 60_000);
    } finally {
      await watch.stop();
    }
  });

  it('destroys all of it', async () => {
    const { status, output } = await cdk.run('destroy', '--all', '--force');
    const answer = await fetch(`${cloud.url}/open`);

    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('small: destroyed') });
    expect([answer.status, cloud.plan.functions, queues(), cloud.codeFolders()]).toEqual([404, [], [], []]);
  });
});
