import { describe, expect, it } from '@jest/globals';
import { asObject } from 'penstock-rules/json';
import { namedTypes } from 'penstock-rules/named-types';
import { resourcesOf } from 'penstock-rules/template/resources';
import { explicitNamesRule } from '../../../constructs/rules/explicit-names.ts';
import { stageLike, synthesize } from '../synthesized.ts';
import { judge } from './template.ts';

const found = (type: string, properties: object, deletionPolicy?: string) =>
  judge(explicitNamesRule, {
    One: [type, properties, ...(deletionPolicy === undefined ? [] : [deletionPolicy])] as const as never,
  });

describe('a name of its own', () => {
  it.each([
    ['a function that goes with its stack', 'AWS::Lambda::Function', { FunctionName: 'f' }, undefined],
    ['a table that is kept', 'AWS::DynamoDB::GlobalTable', { TableName: 't' }, 'RetainExceptOnCreate'],
    ['a queue that is kept, which is imported by its URL', 'AWS::SQS::Queue', { QueueName: 'q' }, 'Retain'],
    ['a rule that goes with its stack', 'AWS::Events::Rule', { Name: 'r' }, 'Delete'],
    ['an alias, whose function is its parent', 'AWS::Lambda::Alias', { Name: 'live' }, undefined],
    ['a record, which has no other', 'AWS::Route53::RecordSet', { Name: 'api.acme.dev' }, undefined],
    [
      'a log group that is kept under the id of an API',
      'AWS::Logs::LogGroup',
      { LogGroupName: { Ref: 'Api' } },
      'Retain',
    ],
    ['a rule that is kept under the id of an API', 'AWS::Events::Rule', { Name: { Ref: 'Api' } }, 'Retain'],
    ['a type that nobody looked at, without a name', 'AWS::IAM::Role', {}, 'Retain'],
    ["a resource of one's own kind", 'Custom::Thing', { Name: 'thing' }, undefined],
  ])('is right for %s', (_what, type, properties, policy) => {
    expect(found(type, properties, policy)).toEqual([]);
  });

  it.each([
    [
      'of a type that nobody looked at',
      'AWS::IAM::Role',
      { RoleName: 'r' },
      undefined,
      'Properties.RoleName',
      'has no line',
    ],
    [
      'of another such type',
      'AWS::StepFunctions::StateMachine',
      { StateMachineName: 's' },
      undefined,
      'Properties.StateMachineName',
      'has no line',
    ],
    ['simply called Name', 'AWS::Scheduler::Schedule', { Name: 's' }, undefined, 'Properties.Name', 'has no line'],
    [
      'of what is kept and cannot be imported',
      'AWS::Events::Rule',
      { Name: 'r' },
      'Retain',
      'Properties.Name',
      'no stack can import',
    ],
  ])('fails one %s', (_what, type, properties, policy, location, why) => {
    expect(found(type, properties, policy)).toMatchObject([
      { logicalId: 'One', location, message: expect.stringContaining(why) },
    ]);
  });

  it.each(['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'])(
    'fails %s that is kept without one, or with one that no template tells',
    (type) => {
      const { name = '' } = namedTypes[type] ?? {};
      expect(found(type, {}, 'Retain')).toMatchObject([
        {
          location: `Properties.${name}`,
          message: 'received nothing, expected a name: what a deleted stack keeps is found by it',
          fix: 'give it a name of `namesOf`',
        },
      ]);
      expect(found(type, { [name]: { Ref: 'Other' } }, 'RetainExceptOnCreate')).toMatchObject([
        { location: `Properties.${name}` },
      ]);
      expect(found(type, {}, 'Delete')).toEqual([]);
    },
  );
});

describe('a stage that keeps its data', () => {
  const kept = synthesize(stageLike('prod')).flatMap((stack) =>
    resourcesOf(stack).filter(({ deletionPolicy }) => String(deletionPolicy).startsWith('Retain')),
  );

  it('can take in again all that outlives its stacks under a name', () => {
    const named = kept.filter(({ type, properties }) => typeof properties[namedTypes[type]?.name ?? ''] === 'string');

    expect(new Set(named.map(({ type }) => type))).toEqual(
      new Set([
        'AWS::DynamoDB::GlobalTable',
        'AWS::Events::Archive',
        'AWS::Events::EventBus',
        'AWS::Logs::LogGroup',
        'AWS::SecretsManager::Secret',
        'AWS::SQS::Queue',
      ]),
    );
    for (const { type } of named) expect(namedTypes[type]?.import).not.toBe('none');
  });

  it("keeps under no name only what stands in nobody's way", () => {
    const unnamed = kept.filter(({ type, properties }) => typeof properties[namedTypes[type]?.name ?? ''] !== 'string');

    expect(
      new Set(
        unnamed.map(({ type, properties }) => `${type} ${Object.keys(asObject(properties.LogGroupName))}`.trim()),
      ),
    ).toEqual(new Set(['AWS::ApiGateway::Account', 'AWS::IAM::Role', 'AWS::Logs::LogGroup Fn::Join']));
  });
});
