import { describe, expect, it } from '@jest/globals';
import type { StackTemplate } from '../../../local/assembly/read.ts';
import { queue, statuses, testRegion } from './region.ts';

const stack = (name: string, Resources: object): StackTemplate => ({
  name,
  region: 'eu-west-1',
  template: { Resources },
  constructPaths: new Map(),
  assets: new Map(),
});
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe('an assembly', () => {
  it('is deployed together: everything is made before the region runs it once', async () => {
    const { provisioner, done } = testRegion();
    await provisioner.deployAssembly([stack('one', { A: queue() }), stack('two', { B: queue() })]);

    expect(done).toEqual(['+ one-A', '+ two-B', 'published']);
  });

  it('loses what the next has no more, whole stacks too, and keeps what only moved', async () => {
    const { provisioner, done } = testRegion();
    const moved = { M: queue({ QueueName: 'moved' }) };
    await provisioner.deployAssembly([stack('one', { A: queue() }), stack('two', { B: queue(), ...moved })]);
    done.length = 0;
    await provisioner.deployAssembly([stack('one', { A: queue(), ...moved })]);

    expect(done).toEqual(['+ moved', 'published', '- two-B']);
    expect(provisioner.find('two')).toBeUndefined();
    expect(provisioner.plan.backbone.queues.map(({ name }) => name)).toEqual(['one-A', 'moved']);
  });

  it('fails with every problem of every stack, before anything is made', async () => {
    const { provisioner, done } = testRegion();
    const both = provisioner.deployAssembly([
      stack('one', { A: queue({ X: 1 }) }),
      stack('two', { B: queue({ Y: 1 }) }),
    ]);

    await expect(both).rejects.toThrow(/\(2 problems\):\n {2}one: A, .*\.X: .*\n {2}two: B, .*\.Y: /);
    expect(done).toEqual([]);
  });

  it('is taken back whole where one of its resources fails', async () => {
    const { provisioner, done, broken } = testRegion();
    const first = [stack('one', { A: queue() }), stack('two', { B: queue() })];
    await provisioner.deployAssembly(first);
    done.length = 0;
    broken.add('two-C');
    const next = [stack('one', { A: queue({ DelaySeconds: 1 }) }), stack('two', { B: queue(), C: queue() })];

    await expect(provisioner.deployAssembly(next)).rejects.toThrow('two-C is broken');
    const after = provisioner.plan.backbone.queues.map(({ name, attributes }) => [name, attributes.DelaySeconds]);
    await provisioner.deployAssembly(first);

    expect(after).toEqual([
      ['one-A', undefined],
      ['two-B', undefined],
    ]);
    expect(done.filter((step) => step !== 'published')).toEqual(['+ one-A', '+ one-A']);
    expect(provisioner.stacks.map(statuses).map((events) => events.at(-1))).toEqual([
      'one UPDATE_COMPLETE',
      'two UPDATE_COMPLETE',
    ]);
  });

  it('sees what its stacks say of each other', async () => {
    const { provisioner } = testRegion();
    const dead = { Dead: queue() };
    const base = {
      ...stack('base', dead),
      template: { Resources: dead, Outputs: { Arn: { Value: arnOf('Dead'), Export: { Name: 'dead' } } } },
    };
    const redrive = { RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'dead' }, maxReceiveCount: 3 } };
    await provisioner.deployAssembly([base, stack('user', { Work: queue(redrive) })]);

    expect(provisioner.plan.backbone.queues.find(({ name }) => name === 'user-Work')?.redrive?.target).toBe(
      'arn:aws:sqs:eu-west-1:000000000000:base-Dead',
    );
  });
});
