import { describe, expect, it } from '@jest/globals';
import { eventually } from '../fixtures/eventually.ts';
import { queue } from '../provisioning/region.ts';
import { cloudFormation, type Fields, textOf } from './cloud-formation.ts';

const one = { Resources: { A: queue() } };

describe('a change set', () => {
  it('makes a stack that is there in name until it is executed', async () => {
    const cfn = cloudFormation();
    await cfn.changeSet(one, { ChangeSetType: 'CREATE' });
    const before = await cfn.settled();
    const described = await cfn.call('DescribeChangeSet', { StackName: 's', ChangeSetName: 'c' });

    expect([before, await cfn.execute({ ClientRequestToken: 'mine' })]).toEqual([
      'REVIEW_IN_PROGRESS',
      'CREATE_COMPLETE',
    ]);
    expect(described).toContain('<ResourceChange><Action>Add</Action><LogicalResourceId>A</LogicalResourceId>');
    expect(await cfn.call('DescribeStackEvents', { StackName: 's' })).toContain(
      '<ClientRequestToken>mine</ClientRequestToken>',
    );
    expect(cfn.failures).toEqual([]);
  });

  it('without changes is FAILED in the words by which programs know it', async () => {
    const cfn = cloudFormation();
    await cfn.create(one);
    await cfn.changeSet(one);
    const described = await cfn.call('DescribeChangeSet', { StackName: 's', ChangeSetName: 'c' });

    expect([textOf(described, 'Status'), textOf(described, 'StatusReason')]).toEqual([
      'FAILED',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    ]);
    expect(await cfn.call('ExecuteChangeSet', { StackName: 's', ChangeSetName: 'c' })).toContain(
      'InvalidChangeSetStatus',
    );
  });

  it('is none without changes where its one new resource is not understood, and fails', async () => {
    const cfn = cloudFormation();
    await cfn.create(one);
    await cfn.changeSet({ Resources: { ...one.Resources, B: { Type: 'AWS::Unheard::Of', Properties: {} } } });

    expect(textOf(await cfn.call('DescribeChangeSet', { StackName: 's', ChangeSetName: 'c' }), 'Status')).toBe(
      'CREATE_COMPLETE',
    );
    expect(await cfn.execute()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await cfn.call('DescribeStackEvents', { StackName: 's' })).toContain(
      'does not understand this resource type',
    );
  });

  it.each<[string, object, string]>([
    ['in place', queue({ QueueName: 'a', DelaySeconds: 1 }), '<Replacement>False</Replacement>'],
    ['by another', queue({ QueueName: 'b' }), '<Replacement>True</Replacement>'],
  ])('says that a resource is changed %s', async (_, A, expected) => {
    const cfn = cloudFormation();
    await cfn.create({ Resources: { A: queue({ QueueName: 'a' }) } });
    await cfn.changeSet({ Resources: { A } });

    expect(await cfn.call('DescribeChangeSet', { StackName: 's', ChangeSetName: 'c' })).toContain(expected);
  });

  it('keeps the value of a parameter that it is told to keep', async () => {
    const cfn = cloudFormation();
    const template = (delay: number) => ({
      Parameters: { Name: { Type: 'String' } },
      Resources: { A: queue({ QueueName: { Ref: 'Name' }, DelaySeconds: delay }) },
    });
    const given = { 'Parameters.member.1.ParameterKey': 'Name', 'Parameters.member.1.ParameterValue': 'mine' };
    const kept = { 'Parameters.member.1.ParameterKey': 'Name', 'Parameters.member.1.UsePreviousValue': 'true' };
    await cfn.create(template(1), given);
    await cfn.changeSet(template(2), kept);

    expect([await cfn.execute(), cfn.done.filter((step) => step === '+ mine')]).toEqual([
      'UPDATE_COMPLETE',
      ['+ mine', '+ mine'],
    ]);
  });

  it('takes a template that was uploaded, in YAML too', async () => {
    const cfn = cloudFormation();
    cfn.store.put('bucket', 'folder/t.yaml', Buffer.from('Resources:\n  A:\n    Type: AWS::SQS::Queue\n'));
    const TemplateURL = 'https://s3.eu-west-1.amazonaws.com/bucket/folder/t.yaml';
    await cfn.call('CreateChangeSet', { StackName: 's', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateURL });

    expect(await cfn.execute()).toBe('CREATE_COMPLETE');
    expect(textOf(await cfn.call('GetTemplate', { StackName: 's' }), 'TemplateBody')).toContain(
      'Type: AWS::SQS::Queue',
    );
  });

  it.each<[string, Fields, string]>([
    ['a stack that is not there', { TemplateBody: JSON.stringify(one) }, 'Stack with id s does not exist'],
    ['a template without resources', { ChangeSetType: 'CREATE', TemplateBody: '{}' }, 'At least one Resources member'],
    ['what is no template', { ChangeSetType: 'CREATE', TemplateBody: '{' }, 'Template format error'],
    [
      'a macro',
      { ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ ...one, Transform: 'AWS::Serverless-2016-10-31' }) },
      'does not understand the section Transform',
    ],
    ['an upload that never came', { ChangeSetType: 'CREATE', TemplateURL: 'https://s3/b/k' }, 'was not uploaded'],
  ])('is refused for %s', async (_, fields, message) => {
    const answer = await cloudFormation().call('CreateChangeSet', { StackName: 's', ChangeSetName: 'c', ...fields });

    expect([textOf(answer, 'Code'), answer]).toEqual(['ValidationError', expect.stringContaining(message)]);
  });
});

describe('a stack', () => {
  it('that was rolled back in its creation takes no update, and is deleted', async () => {
    const cfn = cloudFormation();
    cfn.broken.add('s-A');
    const status = await cfn.create(one);
    const answer = await cfn.changeSet(one);
    const { id = '' } = cfn.provisioner.find('s') ?? {};
    await cfn.call('DeleteStack', { StackName: 's' });
    const gone = await eventually(
      () => cfn.call('DescribeStacks', { StackName: id }),
      (xml) => textOf(xml, 'StackStatus') === 'DELETE_COMPLETE',
    );

    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(answer).toContain('is in ROLLBACK_COMPLETE state and can not be updated.');
    expect(textOf(gone, 'StackId')).toBe(id);
    expect(await cfn.call('DescribeStacks', { StackName: 's' })).toContain('Stack with id s does not exist');
  });

  it('that is protected is not deleted until it is no more', async () => {
    const cfn = cloudFormation();
    await cfn.create(one);
    await cfn.call('UpdateTerminationProtection', { StackName: 's', EnableTerminationProtection: 'true' });
    const refused = await cfn.call('DeleteStack', { StackName: 's' });
    await cfn.call('UpdateTerminationProtection', { StackName: 's', EnableTerminationProtection: 'false' });
    await cfn.call('DeleteStack', { StackName: 's' });

    expect(refused).toContain('Stack [s] cannot be deleted while TerminationProtection is enabled');
    await eventually(
      () => cfn.provisioner.find('s'),
      (stack) => stack === undefined,
    );
  });

  it('is rolled back by hand where its deployment left it', async () => {
    const cfn = cloudFormation();
    cfn.broken.add('s-B');
    await cfn.changeSet({ Resources: { A: queue(), B: queue({}, { DependsOn: 'A' }) } }, { ChangeSetType: 'CREATE' });
    const status = await cfn.execute({ DisableRollback: 'true' });
    await cfn.call('RollbackStack', { StackName: 's' });

    expect([status, await cfn.settled()]).toEqual(['CREATE_FAILED', 'ROLLBACK_COMPLETE']);
    expect(await cfn.call('RollbackStack', { StackName: 's' })).toContain('can not be rolled back');
  });

  it('is deployed without a change set too', async () => {
    const cfn = cloudFormation();
    const body = (A: object) => ({ StackName: 's', TemplateBody: JSON.stringify({ Resources: { A } }) });
    await cfn.call('CreateStack', body(queue()));
    const created = await cfn.settled();
    const again = await cfn.call('CreateStack', body(queue()));
    const same = await cfn.call('UpdateStack', body(queue()));
    await cfn.call('UpdateStack', body(queue({ DelaySeconds: 1 })));

    expect([created, await cfn.settled()]).toEqual(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
    expect(again).toContain('AlreadyExistsException');
    expect(same).toContain('No updates are to be performed.');
  });

  it('has drifted where something else changed it, and says what', async () => {
    const cfn = cloudFormation();
    await cfn.create({ Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } });
    const stack = cfn.provisioner.find('s');
    if (stack === undefined) throw new Error('there is no stack');
    const id = textOf(await cfn.call('DetectStackDrift', { StackName: 's' }), 'StackDriftDetectionId');
    const detected = () => cfn.call('DescribeStackDriftDetectionStatus', { StackDriftDetectionId: id });
    const before = textOf(await detected(), 'StackDriftStatus');
    await cfn.provisioner.patch(stack, 'A', (properties) => ({ ...properties, DelaySeconds: 2 }));
    const drifts = await cfn.call('DescribeStackResourceDrifts', {
      StackName: 's',
      'StackResourceDriftStatusFilters.member.1': 'MODIFIED',
    });

    const noChange = textOf(await cfn.changeSet({ Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } }), 'Id');
    const status = textOf(await cfn.call('DescribeChangeSet', { ChangeSetName: noChange }), 'Status');
    const after = textOf(await detected(), 'StackDriftStatus');
    await cfn.changeSet(
      { Resources: { A: queue({ DelaySeconds: 1 }), B: queue() } },
      { DeploymentMode: 'REVERT_DRIFT' },
    );
    const reverted = [await cfn.execute(), textOf(await detected(), 'StackDriftStatus'), cfn.done.slice(-2)];

    expect([status, reverted]).toEqual(['FAILED', ['UPDATE_COMPLETE', 'IN_SYNC', ['+ s-A', 'published']]]);
    expect([before, after]).toEqual(['IN_SYNC', 'DRIFTED']);
    expect(drifts.match(/<LogicalResourceId>/g)).toHaveLength(1);
    expect(drifts).toContain(
      '<PropertyPath>/DelaySeconds</PropertyPath><ExpectedValue>1</ExpectedValue><ActualValue>2</ActualValue>',
    );
  });
});

describe('a request', () => {
  it.each<[string, string, string, string]>([
    ['an operation that there is not', 'CreateStackSet', 'eu-west-1', 'The local cloud has no CreateStackSet.'],
    [
      'a region that it does not run',
      'DescribeStacks',
      'us-east-1',
      'runs eu-west-1, and not us-east-1: start it with npm start -- --empty --region eu-west-1,us-east-1.',
    ],
  ])('for %s is refused by name', async (_, action, region, message) => {
    expect(await cloudFormation().call(action, {}, region)).toContain(message);
  });
});
