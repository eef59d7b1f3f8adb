import { describe, expect, it } from '@jest/globals';
import { queue, reasonOf, testRegion } from './region.ts';

const output = (id: string) => ({ Value: { 'Fn::GetAtt': [id, 'QueueName'] }, Export: { Name: 'dead' } });
const importing = {
  Resources: { Work: queue({ QueueName: { 'Fn::Join': ['-', [{ 'Fn::ImportValue': 'dead' }, 'work']] } }) },
};

describe('stacks that need each other', () => {
  it('see exports, and keep what is in use', async () => {
    const { deploy, provisioner, done } = testRegion();
    const base = await deploy('base', { Resources: { Dead: queue() }, Outputs: { Dead: output('Dead') } });
    const user = await deploy('user', importing);
    await provisioner.delete(base);
    const refused = [base.status, base.reason];
    const changed = await deploy('base', {
      Resources: { Dead: queue({ QueueName: 'other' }) },
      Outputs: { Dead: output('Dead') },
    });
    await provisioner.delete(user);
    await provisioner.delete(base);

    expect(done).toContain('+ base-Dead-work');
    expect(base.state.outputs).toEqual([]);
    expect(refused).toEqual(['DELETE_FAILED', 'Cannot delete export dead as it is in use by user']);
    expect(reasonOf(changed, 'base')).toBeDefined();
    expect(base.status).toBe('DELETE_COMPLETE');
  });

  it('fail where nothing exports what they import', async () => {
    const stack = await testRegion().deploy('user', importing);

    expect([stack.status, reasonOf(stack, 'Work')]).toEqual([
      'ROLLBACK_COMPLETE',
      expect.stringContaining('no stack exports dead'),
    ]);
  });

  it('may not make a resource of one name twice', async () => {
    const { deploy } = testRegion();
    await deploy('one', { Resources: { A: queue({ QueueName: 'same' }) } });
    const two = await deploy('two', { Resources: { B: queue({ QueueName: 'same' }) } });

    expect(reasonOf(two, 'B')).toContain('already exists: A of one has the same name.');
  });

  it('take parameters of Systems Manager as another stack has stored them', async () => {
    const { deploy, done } = testRegion();
    await deploy('store', {
      Resources: { P: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/name', Type: 'String', Value: 'kept' } } },
    });
    const template = (name: string) => ({
      Parameters: { Name: { Type: 'AWS::SSM::Parameter::Value<String>', Default: name } },
      Resources: { Q: queue({ QueueName: { Ref: 'Name' } }) },
    });
    await deploy('user', template('/name'));
    const lost = await deploy('lost', template('/elsewhere'));

    expect(done).toContain('+ kept');
    expect(reasonOf(lost, 'Q')).toContain('makes the parameter /elsewhere');
  });
});

describe('parameters', () => {
  const template = {
    Parameters: {
      Name: { Type: 'String', AllowedPattern: '[a-z]+' },
      Size: { Type: 'String', Default: 'small', AllowedValues: ['small', 'big'] },
    },
    Resources: { Q: queue({ QueueName: { 'Fn::Join': ['-', [{ Ref: 'Name' }, { Ref: 'Size' }]] } }) },
  };

  it('have the given value, or their default', async () => {
    const { deploy, done } = testRegion();
    await deploy('s', template, { parameters: { Name: 'a' } });

    expect(done[0]).toBe('+ a-small');
  });

  it.each([
    [{}, 'Parameters: [Name] must have values'],
    [{ Name: 'a', Other: 'b' }, 'Parameters: [Other] do not exist in the template'],
    [{ Name: 'A' }, "Parameter 'Name' must match pattern [a-z]+"],
    [{ Name: 'a', Size: 'huge' }, "Parameter 'Size' must be one of AllowedValues"],
  ])('fail as %j', async (parameters, reason) => {
    const stack = await testRegion().deploy('s', template, { parameters });

    expect([stack.status, reasonOf(stack, 's')]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining(reason)]);
  });
});

describe('the versions of a function', () => {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      Policies: [
        {
          PolicyName: 'logs',
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:eu-west-1:000000000000:*' }],
          },
        },
      ],
    },
  };
  const withVersion = (id: string) => ({
    Resources: {
      Role: role,
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'fn',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Code: { S3Bucket: 'b', S3Key: 'k' },
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
      [id]: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
    },
    Outputs: { Version: { Value: { 'Fn::GetAtt': [id, 'Version'] } } },
  });

  it('are numbered on, whatever was deleted meanwhile', async () => {
    const { provisioner } = testRegion();
    const numbers: (string | undefined)[] = [];
    for (const id of ['VersionA', 'VersionA', 'VersionB', 'VersionC']) {
      const stack = provisioner.open('s');
      const template = withVersion(id);
      const input = { body: '{}', template, parameters: {}, tags: {} };
      await provisioner.deploy({ stack, input, assets: new Map([['k', '/code']]) });
      numbers.push(stack.state.outputs[0]?.value);
    }

    expect(numbers).toEqual(['1', '1', '2', '3']);
  });
});

describe('a resource that is changed behind the back of its stack', () => {
  it('is as it was changed until its stack changes it', async () => {
    const { deploy, provisioner } = testRegion();
    const stack = await deploy('s', { Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } });
    await provisioner.patch(stack, 'A', (properties) => ({ ...properties, DelaySeconds: 5 }));
    const delayOf = () => provisioner.plan.backbone.queues.find(({ name }) => name === 's-A')?.attributes.DelaySeconds;
    const patched = delayOf();
    await deploy('s', { Resources: { A: queue({ DelaySeconds: 1 }), B: queue({ DelaySeconds: 3 }) } });
    const kept = delayOf();
    await deploy('s', { Resources: { A: queue({ DelaySeconds: 2 }), B: queue() } });

    expect([patched, kept, delayOf()]).toEqual(['5', '5', '2']);
  });
});
