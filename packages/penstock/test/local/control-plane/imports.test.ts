import { describe, expect, it } from '@jest/globals';
import { queue, table } from '../provisioning/region.ts';
import { cloudFormation, type Fields, textOf } from './cloud-formation.ts';

const kept = (resource: object, DeletionPolicy = 'Retain') => ({ ...resource, DeletionPolicy });
const things = { Table: kept(table('pk', { TableName: 'things' })) };
const work = { Work: kept(queue({ QueueName: 'work' })) };
const workUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';

/** A region in which a stack was deployed and deleted, which kept what its resources say. */
async function after(Resources: object) {
  const cfn = cloudFormation();
  await cfn.create({ Resources });
  await cfn.call('DeleteStack', { StackName: 's' });
  await cfn.settled();
  cfn.done.length = 0;
  return cfn;
}
const described = (cfn: ReturnType<typeof cloudFormation>) =>
  cfn.call('DescribeChangeSet', { StackName: 's', ChangeSetName: 'c' });
const toImport = (logicalId: string, type: string, key: string, value: string): Fields => ({
  ChangeSetType: 'IMPORT',
  'ResourcesToImport.member.1.ResourceType': type,
  'ResourcesToImport.member.1.LogicalResourceId': logicalId,
  'ResourcesToImport.member.1.ResourceIdentifier.entry.1.key': key,
  'ResourcesToImport.member.1.ResourceIdentifier.entry.1.value': value,
});
const importOfWork = toImport('Work', 'AWS::SQS::Queue', 'QueueUrl', workUrl);
const existing = { ImportExistingResources: 'true' };

describe('a change set that imports existing resources', () => {
  it('takes in what a deleted stack kept under a name of the template', async () => {
    const cfn = await after(things);
    await cfn.changeSet({ Resources: things }, { ChangeSetType: 'CREATE', ...existing });

    expect(await described(cfn)).toContain(
      '<Action>Import</Action><LogicalResourceId>Table</LogicalResourceId><PhysicalResourceId>things<',
    );
    expect([await cfn.execute(), cfn.provisioner.retained.all()]).toEqual(['CREATE_COMPLETE', []]);
  });

  it.each([
    ['a queue, whose URL no template has', work],
    ['what the next deletion would delete', { Table: { ...things.Table, DeletionPolicy: 'Delete' } }],
    ['a name that the template makes of another', { Table: kept(table('pk', { TableName: { 'Fn::Sub': 'things' } })) }],
  ])('does not find %s', async (_, Resources) => {
    const cfn = await after({ ...things, ...work });

    expect(await cfn.create({ Resources }, existing)).toBe('ROLLBACK_COMPLETE');
    expect(await cfn.call('DescribeStackEvents', { StackName: 's' })).toContain('already exists.');
  });

  it('without being told so refuses the name', async () => {
    const cfn = await after(things);
    await cfn.changeSet({ Resources: things }, { ChangeSetType: 'CREATE' });

    expect(await described(cfn)).toContain('<Action>Add</Action>');
    expect(await cfn.execute()).toBe('ROLLBACK_COMPLETE');
  });
});

describe('an import', () => {
  it('makes a stack of what a deleted one kept, by its identifier', async () => {
    const cfn = await after(work);
    await cfn.changeSet({ Resources: work }, importOfWork);
    const { stacks } = cfn.provisioner;

    expect(await described(cfn)).toContain(`<Action>Import</Action>`);
    expect([await cfn.execute(), [...(stacks.at(-1)?.state.resources.keys() ?? [])]]).toEqual([
      'IMPORT_COMPLETE',
      ['Work'],
    ]);
    expect(await cfn.call('DescribeStackEvents', { StackName: 's' })).toMatch(
      /IMPORT_IN_PROGRESS.*IMPORT_COMPLETE|IMPORT_COMPLETE/,
    );
  });

  it('adds to a stack, which is deployed on as any', async () => {
    const cfn = await after(work);
    const other = { Other: queue() };
    await cfn.create({ Resources: other });
    await cfn.changeSet({ Resources: { ...other, ...work } }, importOfWork);
    const imported = await cfn.execute();
    await cfn.changeSet({ Resources: { ...other, Work: kept(queue({ QueueName: 'work', DelaySeconds: 3 })) } });

    expect([imported, await cfn.execute()]).toEqual(['IMPORT_COMPLETE', 'UPDATE_COMPLETE']);
  });

  it.each<[string, object, Fields, string]>([
    [
      'what is not there',
      work,
      toImport('Work', 'AWS::SQS::Queue', 'QueueUrl', `${workUrl}-2`),
      'QueueUrl=https://sqs.eu-west-1.amazonaws.com/000000000000/work-2 was not found',
    ],
    [
      'what the template does not have',
      work,
      toImport('Job', 'AWS::SQS::Queue', 'QueueUrl', workUrl),
      'no resource Job to import',
    ],
    [
      'what would go with the stack unsaid',
      { Work: queue({ QueueName: 'work' }) },
      importOfWork,
      '[Work] to import have no DeletionPolicy',
    ],
    [
      'what CloudFormation knows by nothing',
      work,
      toImport('Work', 'AWS::SQS::QueuePolicy', 'Id', 'x'),
      'Resource Work of type AWS::SQS::QueuePolicy cannot be imported.',
    ],
    ['and change something else', { ...work, Other: queue() }, importOfWork, 'modified resources [Other]'],
  ])('does not import %s', async (_, Resources, fields, message) => {
    const cfn = await after(work);
    await cfn.changeSet({ Resources }, fields);
    const found = await described(cfn);

    expect([textOf(found, 'Status'), textOf(found, 'StatusReason')]).toEqual([
      'FAILED',
      expect.stringContaining(message),
    ]);
    expect(cfn.done).toEqual([]);
  });

  it('adds no output', async () => {
    const cfn = await after(work);
    await cfn.changeSet({ Resources: work, Outputs: { Url: { Value: 'x' } } }, importOfWork);

    expect(await described(cfn)).toContain('you cannot modify or add [Outputs]');
  });

  it('gives back what it took in where it fails, whatever its policy', async () => {
    const more = { More: kept(queue({ QueueName: 'more' })) };
    const cfn = await after({ ...work, ...more });
    cfn.broken.add('+ more');
    const second = { ...toImport('More', 'AWS::SQS::Queue', 'QueueUrl', workUrl.replace(/work$/, 'more')) };
    const renamed = Object.entries(second).map(([name, value]) => [name.replace('.member.1.', '.member.2.'), value]);
    const wanted = { Work: { ...work.Work, DeletionPolicy: 'Delete' }, More: { ...more.More, DependsOn: 'Work' } };
    await cfn.changeSet({ Resources: wanted }, { ...importOfWork, ...Object.fromEntries(renamed) });
    const status = await cfn.execute();

    expect([
      status,
      cfn.provisioner.retained
        .all()
        .map(({ logicalId }) => logicalId)
        .toSorted(),
    ]).toEqual(['IMPORT_ROLLBACK_COMPLETE', ['More', 'Work']]);
    expect(cfn.done.filter((step) => step.startsWith('-'))).toEqual([]);
  });
});

describe('the summary of a template', () => {
  it('says what can be imported, and by what', async () => {
    const summary = await cloudFormation().call('GetTemplateSummary', {
      TemplateBody: JSON.stringify({
        Parameters: { P: { Type: 'String', Default: 'x' } },
        Resources: { ...things, ...work, Policy: { Type: 'AWS::SQS::QueuePolicy' } },
      }),
    });

    expect(summary).toContain('<ParameterKey>P</ParameterKey><ParameterType>String</ParameterType><DefaultValue>x<');
    expect(summary).toMatch(/AWS::SQS::Queue<\/ResourceType>.*<member>Work<.*<member>QueueUrl</);
    expect(summary).toMatch(/AWS::DynamoDB::GlobalTable<\/ResourceType>.*<member>Table<.*<member>TableName</);
    expect(summary).not.toContain('<ResourceType>AWS::SQS::QueuePolicy');
  });
});
