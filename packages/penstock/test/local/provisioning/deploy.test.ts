import { describe, expect, it } from '@jest/globals';
import { queue, reasonOf, statuses, table, testRegion } from './region.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const redrive = (id: string) => ({ RedrivePolicy: { deadLetterTargetArn: arnOf(id), maxReceiveCount: 3 } });

describe('a new stack', () => {
  it('has its resources made in the order in which one needs the other, and tells so', async () => {
    const { deploy, done } = testRegion();

    const stack = await deploy('s', {
      Resources: { A: queue(redrive('B')), B: queue({}, { DependsOn: 'C' }), C: queue() },
    });

    expect(done).toEqual(['+ s-C', '+ s-B', '+ s-A', 'published']);
    expect(statuses(stack)).toEqual([
      's CREATE_IN_PROGRESS',
      'C CREATE_IN_PROGRESS',
      'C CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      'B CREATE_COMPLETE',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      's CREATE_COMPLETE',
    ]);
  });

  it('gives each of its events the token of the request, and a time of its own', async () => {
    const { events } = await testRegion().deploy('s', { Resources: { A: queue() } }, { token: 'mine' });

    expect(new Set(events.map(({ token }) => token))).toEqual(new Set(['mine']));
    expect(new Set(events.map(({ at }) => at)).size).toBe(events.length);
  });

  it('makes what sends by itself when the region runs everything else', async () => {
    const { deploy, done } = testRegion();
    const { functionOf } = await import('../fixtures/template.ts');
    const polls = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    const worker = functionOf('Worker', [{ Effect: 'Allow', Action: polls, Resource: arnOf('Queue') }]);
    const properties = { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'WorkerLive' } };
    const Mapping = { Type: 'AWS::Lambda::EventSourceMapping', Properties: properties };
    const stack = { Mapping, Queue: queue(), Table: table('pk', { TableName: 'things' }), ...worker };

    const { status, events } = await deploy('s', { Resources: stack });

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(events.find(({ reason }) => reason?.includes('no asset'))?.logicalId).toBe('Worker');
    expect(done).toEqual(['published']);
  });

  it.each<[string, object, string, string]>([
    [
      'a property that is not understood',
      { Bad: queue({ Fancy: 1 }) },
      'Bad',
      'Properties.Fancy: the local cloud does not understand this property.',
    ],
    [
      'a type that is not understood',
      { Bad: { Type: 'AWS::Unheard::Of' } },
      'Bad',
      'the local cloud does not understand this resource type.',
    ],
    ['a value out of bounds', { Bad: queue({ DelaySeconds: 901 }) }, 'Bad', 'Properties.DelaySeconds: is an integer'],
    [
      'a circle',
      { A: queue(redrive('B')), B: queue(redrive('A')) },
      's',
      'Circular dependency between resources: [A, B]',
    ],
  ])('fails with the name of %s before anything is made', async (_, Resources, logicalId, reason) => {
    const { deploy, done } = testRegion();

    const stack = await deploy('s', { Resources: { Fine: queue(), ...Resources } });

    expect(stack.status).toBe('ROLLBACK_COMPLETE');
    expect(reasonOf(stack, logicalId)).toContain(reason);
    expect(done).toEqual(['published']);
    expect(stack.state.resources.size).toBe(0);
  });

  it('takes back what was made where a resource fails, and can be deleted then', async () => {
    const { deploy, done, broken, provisioner } = testRegion();
    broken.add('s-B');

    const stack = await deploy('s', { Resources: { A: queue(), B: queue({}, { DependsOn: 'A' }) } });
    const after = [stack.status, reasonOf(stack, 'B')];
    await provisioner.delete(stack);

    expect(after).toEqual(['ROLLBACK_COMPLETE', 's-B is broken']);
    expect(done.filter((step) => step !== 'published')).toEqual(['+ s-A', '- s-A']);
    expect([stack.status, provisioner.find('s'), provisioner.find(stack.id)]).toEqual([
      'DELETE_COMPLETE',
      undefined,
      stack,
    ]);
  });

  it('leaves what was made where its rollback is off, goes on from there, and can be taken back', async () => {
    const { deploy, done, broken, provisioner } = testRegion();
    const template = { Resources: { A: queue(), B: queue({}, { DependsOn: 'A' }) } };
    broken.add('s-B');
    const stack = await deploy('s', template, { isRollbackDisabled: true });
    const first = [stack.status, [...stack.state.resources.keys()]];
    broken.clear();
    await deploy('s', template);
    const second = stack.status;
    const other = await (async () => {
      broken.add('o-B');
      const failed = await deploy('o', template, { isRollbackDisabled: true });
      await provisioner.rollBack(failed);
      return failed;
    })();

    expect(first).toEqual(['CREATE_FAILED', ['A']]);
    expect(second).toBe('CREATE_COMPLETE');
    expect(done.filter((step) => step.endsWith('s-A'))).toEqual(['+ s-A']);
    expect([other.status, other.state.resources.size]).toEqual(['ROLLBACK_COMPLETE', 0]);
  });
});

describe('an update', () => {
  it('changes in place what it can, and leaves alone what is as it was', async () => {
    const { deploy, done } = testRegion();
    await deploy('s', { Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } });
    done.length = 0;

    const stack = await deploy('s', { Resources: { A: queue({ DelaySeconds: 2 }), B: queue() } });

    expect(done).toEqual(['+ s-A', 'published']);
    expect(statuses(stack).slice(-5)).toEqual([
      's UPDATE_IN_PROGRESS',
      'A UPDATE_IN_PROGRESS',
      'A UPDATE_COMPLETE',
      's UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      's UPDATE_COMPLETE',
    ]);
  });

  it('replaces where AWS does, changes what names it, and deletes the old one at the end', async () => {
    const { deploy, done } = testRegion();
    const template = (name: string) => ({
      Resources: { Work: queue(redrive('Dead')), Dead: queue({ QueueName: name }) },
    });
    await deploy('s', template('one'));
    done.length = 0;

    const stack = await deploy('s', template('two'));

    expect(done).toEqual(['+ two', '+ s-Work', 'published', '- one']);
    expect(stack.events.find(({ reason }) => reason?.includes('new physical resource'))?.logicalId).toBe('Dead');
  });

  it('gives a resource without a name another one when it is replaced', async () => {
    const { deploy, done } = testRegion();
    await deploy('s', { Resources: { T: table('a') } });
    await deploy('s', { Resources: { T: table('b') } });

    expect(done).toEqual(['+ s-T', 'published', '+ s-T-1', 'published', '- s-T']);
  });

  it.each<[string, object, string]>([
    [
      'where one with a name of its own would be replaced',
      table('b', { TableName: 'mine' }),
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename mine',
    ],
    ['where a resource has another type', queue(), 'Update of resource type is not permitted.'],
  ])('fails %s', async (_, next, reason) => {
    const { deploy } = testRegion();
    await deploy('s', { Resources: { T: table('a', { TableName: 'mine' }) } });

    const stack = await deploy('s', { Resources: { T: next } });

    expect([stack.status, reasonOf(stack, 'T')]).toEqual(['UPDATE_ROLLBACK_COMPLETE', expect.stringContaining(reason)]);
  });

  it('gives back what was before where a resource fails', async () => {
    const { deploy, done, broken } = testRegion();
    const before = { Resources: { A: queue({ QueueName: 'a-1' }), B: queue({ DelaySeconds: 1 }), Gone: queue() } };
    await deploy('s', before);
    done.length = 0;
    broken.add('s-D');
    const next = {
      A: queue({ QueueName: 'a-2' }),
      B: queue({ DelaySeconds: 2 }),
      C: queue(),
      D: queue({}, { DependsOn: ['A', 'B', 'C'] }),
    };

    const stack = await deploy('s', { Resources: next });
    const unchanged = done.filter((step) => step !== 'published').toSorted();
    broken.clear();
    await deploy('s', { Resources: next });

    expect(unchanged).toEqual(['+ a-1', '+ a-2', '+ s-B', '+ s-B', '+ s-C', '- a-2', '- s-C']);
    expect([...stack.state.resources.keys()].toSorted()).toEqual(['A', 'B', 'C', 'D']);
    expect(statuses(stack)).toContain('s UPDATE_ROLLBACK_COMPLETE');
    expect(stack.status).toBe('UPDATE_COMPLETE');
  });

  it('removes what a condition takes away', async () => {
    const { deploy, done } = testRegion();
    const template = {
      Parameters: { Size: { Type: 'String', Default: 'small' } },
      Conditions: { Big: { 'Fn::Equals': [{ Ref: 'Size' }, 'big'] } },
      Resources: { A: queue(), B: queue({}, { Condition: 'Big' }) },
    };
    await deploy('s', template, { parameters: { Size: 'big' } });
    await deploy('s', template);

    expect(done.at(-1)).toBe('- s-B');
  });
});

describe('a deletion', () => {
  it('goes from what needs others to what is needed', async () => {
    const { deploy, done, provisioner } = testRegion();
    const stack = await deploy('s', { Resources: { A: queue(redrive('B')), B: queue() } });
    done.length = 0;
    await provisioner.delete(stack);

    expect(done).toEqual(['- s-A', '- s-B', 'published']);
  });

  it('that fails tells why, and goes on without what it is told to leave', async () => {
    const { deploy, broken, provisioner } = testRegion();
    const stack = await deploy('s', { Resources: { A: queue(), B: queue() } });
    broken.add('- s-B');
    await provisioner.delete(stack);
    const first = [stack.status, reasonOf(stack, 'B'), [...stack.state.resources.keys()]];
    await provisioner.delete(stack, { retained: ['B'] });

    expect(first).toEqual(['DELETE_FAILED', 's-B is broken', ['B']]);
    expect(stack.status).toBe('DELETE_COMPLETE');
  });

  it('leaves what is to be retained, which blocks its like unless that takes it in', async () => {
    const { deploy, done, provisioner } = testRegion();
    const template = { Resources: { A: queue({ QueueName: 'a' }, { DeletionPolicy: 'Retain' }) } };
    await provisioner.delete(await deploy('s', template));
    const again = await deploy('s', template);
    const refused = [again.status, reasonOf(again, 'A')];
    await provisioner.delete(again);
    const adopting = await deploy('s', template, { adopts: () => true });

    expect(done.filter((step) => step.startsWith('-'))).toEqual([]);
    expect(refused).toEqual([
      'ROLLBACK_COMPLETE',
      "Resource of type 'AWS::SQS::Queue' with identifier 'https://sqs.eu-west-1.amazonaws.com/000000000000/a' already exists.",
    ]);
    expect([adopting.status, statuses(adopting)[1]]).toEqual(['CREATE_COMPLETE', 'A IMPORT_IN_PROGRESS']);
  });

  it.each([
    ['is drawn', {}],
    [
      'is made of one that is drawn',
      { QueueName: { 'Fn::Join': ['-', ['of', { 'Fn::GetAtt': ['B', 'QueueName'] }]] } },
    ],
  ])('takes over what was retained where its name %s', async (_, properties) => {
    const { deploy, provisioner } = testRegion();
    const template = { Resources: { A: queue(properties, { DeletionPolicy: 'Retain' }), B: queue() } };
    await provisioner.delete(await deploy('s', template));

    expect((await deploy('s', template)).status).toBe('CREATE_COMPLETE');
  });

  it.each([
    ['Retain', []],
    ['RetainExceptOnCreate', ['- a']],
    ['Delete', ['- a']],
  ])('of what a failed creation made goes by its policy %s', async (DeletionPolicy, removed) => {
    const { deploy, done, broken } = testRegion();
    broken.add('s-B');
    await deploy('s', {
      Resources: { A: queue({ QueueName: 'a' }, { DeletionPolicy }), B: queue({}, { DependsOn: 'A' }) },
    });

    expect(done.filter((step) => step.startsWith('-'))).toEqual(removed);
  });

  it('of what was replaced goes by its own policy', async () => {
    const { deploy, done } = testRegion();
    const template = (QueueName: string) => ({
      Resources: { A: queue({ QueueName }, { UpdateReplacePolicy: 'Retain' }) },
    });
    await deploy('s', template('one'));
    const stack = await deploy('s', template('two'));

    expect(done).toEqual(['+ one', 'published', '+ two', 'published']);
    expect(statuses(stack)).toContain('A DELETE_SKIPPED');
  });
});
