import { describe, expect, it } from '@jest/globals';
import { eventRoutesRule } from '../../../constructs/rules/event-routes.ts';
import { variables } from '../../../constructs/variables.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { arnOf, judge, type Loose, type Resources } from './template.ts';

const types = ['things.thing.made.v1', 'things.thing.gone.v1'];
const consumers = [
  { name: 'greet', queue: 'greetings', events: types },
  { name: 'mourn', queue: 'mourning', events: types.slice(1) },
] as unknown as Consumer[];
const publisher = (source = 'penstock.things', over: Loose = {}): Resources => ({
  Fn: [
    'AWS::Lambda::Function',
    { Role: { Ref: 'Role' }, Environment: { Variables: { [variables.eventSource]: source } } },
  ],
  Policy: [
    'AWS::IAM::Policy',
    {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: arnOf('Bus'), ...over }] },
    },
  ],
});
const pattern = (...names: unknown[]) => ({ source: ['penstock.things'], 'detail-type': names });
const rule = (queue: string, names: readonly string[], over: Loose = {}): Resources[string] => [
  'AWS::Events::Rule',
  { EventBusName: { Ref: 'Bus' }, EventPattern: pattern(...names), Targets: [{ Arn: arnOf(queue) }], ...over },
];
const queue = (QueueName: string): Resources[string] => ['AWS::SQS::Queue', { QueueName }];
const archive = (EventPattern: Loose = pattern(...types)): Resources => ({
  Archive: ['AWS::Events::Archive', { SourceArn: arnOf('Bus'), EventPattern }],
});
const whole: Resources = {
  Bus: ['AWS::Events::EventBus', { Name: 'bus' }],
  Greetings: queue('penstock-test-greetings'),
  Mourning: queue('penstock-test-mourning'),
  ToGreetings: rule('Greetings', types),
  ToMourning: rule('Mourning', types.slice(1)),
  ...publisher(),
  ...archive(),
};
const found = (over: Resources) => judge(eventRoutesRule, { ...whole, ...over }, { consumers });
const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});
const connect = 'connect the publisher with `publishedFrom` of the EventBus';
const deliver = 'deliver the `sources` and `detailTypes` of the consumer to its queue';
const event = (type: string) => `source "penstock.things" and type ${type}`;

describe('an event that is taken', () => {
  it('is published, routed and archived', () => {
    expect(found({})).toEqual([]);
  });

  it('fails without a publisher, for each that takes it', () => {
    expect(found(publisher(undefined, { Resource: arnOf('Other') }))).toEqual([
      violation(
        'Bus',
        'Name',
        'received functions that publish as [], expected one as "penstock.things" for things.thing.made.v1, which goes to greet',
        connect,
      ),
      violation(
        'Bus',
        'Name',
        'received functions that publish as [], expected one as "penstock.things" for things.thing.gone.v1, which goes to greet, mourn',
        connect,
      ),
    ]);
  });

  it('fails to be published under a source that nobody takes', () => {
    const Odd: Resources[string] = [
      'AWS::Lambda::Function',
      { Role: { Ref: 'Role' }, Environment: { Variables: { [variables.eventSource]: 'penstock.odd' } } },
    ];

    expect(found({ Odd })).toEqual([
      violation(
        'Odd',
        `Environment.Variables.${variables.eventSource}`,
        'received "penstock.odd", expected a source that a consumer takes, or the archive: penstock.things',
        'take `busSourceOf` of the context, or declare a consumer',
      ),
    ]);
  });

  it('may be published for nobody yet, where an archive keeps it', () => {
    const Odd: Resources[string] = [
      'AWS::Lambda::Function',
      { Role: { Ref: 'Role' }, Environment: { Variables: { [variables.eventSource]: 'penstock.odd' } } },
    ];
    const Others: Resources[string] = [
      'AWS::Events::Archive',
      { SourceArn: arnOf('Bus'), EventPattern: { source: ['penstock.odd'] } },
    ];

    expect(found({ Odd, Others })).toEqual([]);
  });

  it('may be published under one source of several that are taken', () => {
    const more = [...consumers, { name: 'other', queue: 'others', events: ['dogs.dog.met.v1'] } as unknown as Consumer];
    const { Archive: _archive, ...unarchived } = whole;
    const ids = judge(eventRoutesRule, unarchived, { consumers: more }).map(({ logicalId }) => logicalId);

    expect(ids).not.toContain('Fn');
  });

  it('names every source that is taken', () => {
    const more = [...consumers, { name: 'other', queue: 'others', events: ['dogs.dog.met.v1'] } as unknown as Consumer];

    expect(judge(eventRoutesRule, { ...whole, ...publisher('penstock.odd') }, { consumers: more })).toContainEqual(
      expect.objectContaining({
        message:
          'received "penstock.odd", expected a source that a consumer takes, or the archive: penstock.things, penstock.dogs',
      }),
    );
    expect(judge(eventRoutesRule, { ...whole }, { consumers: more }).some(({ logicalId }) => logicalId === 'Fn')).toBe(
      false,
    );
  });

  it.each([
    ['another type', rule('Greetings', types.slice(1)), 'ToGreetings', 'EventPattern'],
    ['another queue', rule('Other', types), 'Bus', 'Name'],
    ['the queue, but is switched off', rule('Greetings', types, { State: 'DISABLED' }), 'Bus', 'Name'],
    ['the queue from another bus', rule('Greetings', types, { EventBusName: 'default' }), 'Bus', 'Name'],
    [
      'the queue with a pattern that nobody understands',
      rule('Greetings', types, { EventPattern: pattern(...types, { odd: 1 }) }),
      'ToGreetings',
      'EventPattern',
    ],
  ])('fails to be routed when the rule leads to %s', (_case, ToGreetings, id, at) => {
    expect(found({ ToGreetings })).toContainEqual(
      violation(
        id,
        at,
        `received no rule that brings greetings ${event('things.thing.made.v1')}, expected one: greet takes it`,
        deliver,
      ),
    );
  });

  it('is routed by a rule with more than one target', () => {
    expect(
      found({
        ToGreetings: rule('Greetings', types, { Targets: [{ Arn: arnOf('Other') }, { Arn: arnOf('Greetings') }] }),
      }),
    ).toEqual([]);
  });

  it('fails where its queue is not there', () => {
    expect(
      found({
        Greetings: queue('penstock-test-other'),
        ToGreetings: rule('Greetings', types, { Targets: [{ Arn: 'x' }] }),
      }),
    ).toMatchObject([
      { logicalId: 'Bus', location: 'Properties.Name' },
      { logicalId: 'Bus', location: 'Properties.Name' },
    ]);
  });

  it('fails to be brought to a consumer that does not take it', () => {
    expect(found({ ToMourning: rule('Mourning', types) })).toEqual([
      violation(
        'ToMourning',
        'EventPattern',
        `received a rule that brings mourning ${event('things.thing.made.v1')}, which mourn does not take`,
        deliver,
      ),
    ]);
  });

  it.each([
    ['none', { Archive: ['AWS::Events::Archive', { SourceArn: arnOf('Other') }] } as Resources, 'Bus', 'Name'],
    ['one of something else', archive(pattern('other')), 'Archive', 'EventPattern'],
  ])('fails to be archived where there is %s', (_case, resources, id, at) => {
    expect(found(resources)).toEqual([
      violation(
        id,
        at,
        'received no archive of things.thing.made.v1, things.thing.gone.v1, expected one: they could not be replayed',
        'give the EventBus the `sources` of all consumers',
      ),
    ]);
  });

  it('is matched by what is in it', () => {
    expect(found(archive({ ...pattern(...types), detail: { type: types } }))).toEqual([]);
  });
});
