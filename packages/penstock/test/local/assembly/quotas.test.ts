import { describe, expect, it } from '@jest/globals';
import { quotaFindings } from '../../../local/assembly/quotas/quotas.ts';
import { isForAws, stackProblems } from '../../../local/assembly/quotas/stack.ts';
import type { JsonObject } from '../../../local/json.ts';
import { problemsOf } from '../fixtures/problems.ts';

const x = (length: number) => 'x'.repeat(length);
const fn = (more: JsonObject) => ['AWS::Lambda::Function', more] as const;
const variables = (value: JsonObject) => fn({ Environment: { Variables: value } });
/** Variables of so many bytes of JSON. */
const sized = (bytes: number) => variables({ NAME: x(bytes - JSON.stringify({ NAME: '' }).length) });
const queue = (more: JsonObject) => ['AWS::SQS::Queue', more] as const;
const table = (more: JsonObject) => ['AWS::DynamoDB::GlobalTable', more] as const;
const indexes = (count: number, NonKeyAttributes: readonly string[] = []) =>
  table({ GlobalSecondaryIndexes: Array.from({ length: count }, () => ({ Projection: { NonKeyAttributes } })) });
const attributes = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
const rule = (more: JsonObject) => ['AWS::Events::Rule', more] as const;
const group = (more: JsonObject) => ['AWS::Logs::LogGroup', more] as const;
const role = (more: JsonObject) => ['AWS::IAM::Role', more] as const;
const secret = (more: JsonObject) => ['AWS::SecretsManager::Secret', more] as const;
const parameter = (more: JsonObject) => ['AWS::SSM::Parameter', more] as const;
const key = (Value: string) => ['AWS::ApiGateway::ApiKey', { Value }] as const;
const paths = (count: number) =>
  [
    'AWS::ApiGateway::RestApi',
    { Body: { paths: Object.fromEntries(attributes(count).map((a) => [`/${a}`, {}])) } },
  ] as const;
const tags = (...Tags: readonly JsonObject[]) => queue({ Tags });

type Case = readonly [type: string, properties: JsonObject];

describe('a property that its service refuses at deploy', () => {
  it.each<[string, Case, Case, RegExp]>([
    [
      'a function name',
      fn({ FunctionName: x(64) }),
      fn({ FunctionName: x(65) }),
      /^has 1 to 64 characters.*received 65/,
    ],
    ['its characters', fn({ FunctionName: 'a-b_c' }), fn({ FunctionName: 'a.b' }), /a letter, a digit, - or _.*"a\.b"/],
    ['a handler', fn({ Handler: 'index.handler' }), fn({ Handler: 'index' }), /with the export after a period/],
    ['the least memory', fn({ MemorySize: 128 }), fn({ MemorySize: 127 }), /from 128 to 10240 MB, received 127/],
    ['the most memory', fn({ MemorySize: '10240' }), fn({ MemorySize: 10_241 }), /received 10241/],
    ['a timeout', fn({ Timeout: 900 }), fn({ Timeout: 901 }), /from 1 to 900 s, received 901/],
    ['a part of a second', fn({ Timeout: 1 }), fn({ Timeout: 1.5 }), /is an integer .*received 1\.5/],
    ['the size of its variables', sized(4096), sized(4097), /exceeded the 4KB limit\. They are 4097 bytes/],
    [
      'the names of its variables',
      variables({ AWS_ENDPOINT_URL: 'x', TZ: 'UTC' }),
      variables({ AWS_REGION: 'x', _HANDLER: 'y' }),
      /contains reserved keys .*Reserved keys used in this request: AWS_REGION, _HANDLER$/,
    ],
    ['a variable', variables({ A1: 'x' }), variables({ '1A': 'x' }), /begins with a letter .*received 1A/],
    ['an alias', ['AWS::Lambda::Alias', { Name: 'v1' }], ['AWS::Lambda::Alias', { Name: '1' }], /not digits alone/],
    ['a queue name', queue({ QueueName: x(80) }), queue({ QueueName: x(81) }), /1 to 80 characters/],
    ['a visibility', queue({ VisibilityTimeout: 43_200 }), queue({ VisibilityTimeout: 43_201 }), /0 to 43200 s/],
    ['a delay', queue({ DelaySeconds: 900 }), queue({ DelaySeconds: 901 }), /0 to 900 s/],
    [
      'the least retention',
      queue({ MessageRetentionPeriod: 60 }),
      queue({ MessageRetentionPeriod: 59 }),
      /60 to 1209600/,
    ],
    [
      'a message',
      queue({ MaximumMessageSize: 1_048_576 }),
      queue({ MaximumMessageSize: 1_048_577 }),
      /1024 to 1048576/,
    ],
    ['a wait', queue({ ReceiveMessageWaitTimeSeconds: 20 }), queue({ ReceiveMessageWaitTimeSeconds: 21 }), /0 to 20 s/],
    ['a table name', table({ TableName: 'abc' }), table({ TableName: 'ab' }), /3 to 255 characters/],
    ['the indexes of a table', indexes(20), indexes(21), /at the most 20 indexes, received 21/],
    [
      'what they project',
      indexes(2, attributes(50)),
      indexes(3, attributes(34)),
      /100 projected attributes in all, received 102/,
    ],
    ['a rule name', rule({ Name: x(64) }), rule({ Name: x(65) }), /1 to 64 characters/],
    [
      'the targets of a rule',
      rule({ Targets: attributes(5) }),
      rule({ Targets: attributes(6) }),
      /at the most 5 targets, received 6/,
    ],
    [
      'a pattern',
      rule({ EventPattern: [x(4092)] }),
      rule({ EventPattern: [x(4093)] }),
      /4096 characters of JSON, received 4097/,
    ],
    ['a bus', ['AWS::Events::EventBus', { Name: 'a/b' }], ['AWS::Events::EventBus', { Name: 'a b' }], /a letter/],
    [
      'an archive',
      ['AWS::Events::Archive', { ArchiveName: x(48) }],
      ['AWS::Events::Archive', { ArchiveName: x(49) }],
      /1 to 48/,
    ],
    [
      'the retention of logs',
      group({ RetentionInDays: 14 }),
      group({ RetentionInDays: 15 }),
      /is one of 1, 3, .* received 15/,
    ],
    ['a log group', group({ LogGroupName: '/aws/lambda/a' }), group({ LogGroupName: 'a b' }), /1 to 512/],
    ['a role name', role({ RoleName: x(64) }), role({ RoleName: x(65) }), /1 to 64 characters/],
    [
      'managed policies',
      role({ ManagedPolicyArns: attributes(10) }),
      role({ ManagedPolicyArns: attributes(11) }),
      /10 managed/,
    ],
    [
      'a secret',
      secret({ SecretString: x(65_536) }),
      secret({ SecretString: x(65_537) }),
      /65536 bytes, received 65537/,
    ],
    ['a parameter', parameter({ Value: x(4096) }), parameter({ Value: x(4097) }), /4096 characters, received 4097/],
    ['a short key', key(x(20)), key(x(19)), /20 to 128 characters, received 19/],
    ['a long key', key(x(128)), key(x(129)), /received 129/],
    ['the resources of an API', paths(299), paths(300), /at the most 300 resources, received 301/],
    ['a tag of AWS', tags({ Key: 'a', Value: 'x' }), tags({ Key: 'aws:a', Value: 'x' }), /does not begin with aws:/],
    ['a key of a tag', tags({ Key: x(128), Value: '' }), tags({ Key: x(129), Value: '' }), /1 to 128 characters/],
    ['a value of a tag', tags({ Key: 'a', Value: x(256) }), tags({ Key: 'a', Value: x(257) }), /256 characters/],
    [
      'tags',
      tags(...attributes(50).map((Key) => ({ Key }))),
      tags(...attributes(51).map((Key) => ({ Key }))),
      /at the most 50 tags, received 51/,
    ],
  ])('%s', (_, taken, refused, message) => {
    expect(quotaFindings(...taken)).toEqual([]);
    expect(quotaFindings(...refused)).toEqual([{ at: expect.any(String), message: expect.stringMatching(message) }]);
  });
});

describe('a template that CloudFormation refuses', () => {
  const stack = (template: JsonObject) => ({
    name: 'parcels',
    region: 'eu-west-1',
    template,
    constructPaths: new Map(),
    assets: new Map(),
  });
  const many = (count: number) => Object.fromEntries(attributes(count).map((id) => [id, {}]));

  it.each<[string, JsonObject, JsonObject, RegExp]>([
    ['resources', { Resources: many(500) }, { Resources: many(501) }, /at the most 500 Resources, received 501/],
    ['outputs', { Outputs: many(200) }, { Outputs: many(201) }, /200 Outputs, received 201/],
    ['parameters', { Parameters: many(200) }, { Parameters: many(201) }, /200 Parameters, received 201/],
    ['bytes', { Metadata: x(1024 * 1024 - 15) }, { Metadata: x(1024 * 1024 - 14) }, /1048576 bytes, received 1048577/],
    ['a logical id', { Resources: { A1: {} } }, { Resources: { 'A-1': {} } }, /logical id .*"A-1"/],
  ])('%s', (_, taken, refused, message) => {
    expect(stackProblems(stack(taken))).toEqual([]);
    expect(stackProblems(stack(refused))).toEqual([expect.stringMatching(message)]);
  });

  it('is taken where it is for a local stage alone', () => {
    const Metadata = { 'penstock:only-local': true };
    const template = { Metadata, Resources: many(501), Description: 'x'.repeat(1024 * 1024) };
    expect(stackProblems(stack(template))).toEqual([]);
    expect(stackProblems(stack({ ...template, Resources: { 'A-1': {} } }))).toHaveLength(1);
    expect([isForAws(template), isForAws({ Metadata: {} }), isForAws({})]).toEqual([false, true, true]);
    expect(quotaFindings(...paths(300), false)).toEqual([]);
    expect(quotaFindings('AWS::ApiGateway::Stage', { StageName: 'a b' }, false)).toHaveLength(1);
  });

  it('is refused before anything starts, with the resource and the property', async () => {
    const problems = await problemsOf(({ Resources }) => {
      Object.assign(Resources.Guarded?.Properties ?? {}, { Timeout: 901 });
    });

    expect(problems).toMatch(
      /small: Guarded \(small\/Parcels\/Guarded\), AWS::Lambda::Function, Properties\.Timeout: is an integer from 1 to 900 s/,
    );
  });

  it('is refused for a name that another resource has', async () => {
    const problems = await problemsOf(({ Resources }) => {
      Object.assign(Resources.Guarded?.Properties ?? {}, { FunctionName: 'Open' });
    });

    expect(problems).toMatch(
      /Guarded.*arn:aws:lambda:eu-west-1:000000000000:function:Open already exists: Open of small has the same name/,
    );
  });
});
