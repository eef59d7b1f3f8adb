import { describe, expect, it } from '@jest/globals';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { readBuses } from '../../../local/events-bus/read.ts';
import { functionOf, type TemplateResource } from '../fixtures/template.ts';

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const target = (id: string, more: object = {}) => ({ Arn: arnOf(id), Id: id, ...more });
const rule = (properties: object): TemplateResource => ({ Type: 'AWS::Events::Rule', Properties: { ...properties } });
const permission = (ruleId: string): TemplateResource => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: arnOf('Open'),
    Principal: 'events.amazonaws.com',
    SourceArn: arnOf(ruleId),
  },
});

function busesOf(resources: Readonly<Record<string, TemplateResource>>) {
  const table = { Type: 'AWS::SQS::Queue', Properties: {} };
  const template = { Resources: { Table: table, ...functionOf('Open'), ...resources } };
  const stack = { name: 's', region: 'eu-west-1', template, constructPaths: new Map(), assets: new Map() };
  const assembly = resolveAssembly([stack]);
  return { buses: readBuses(assembly, []), problems: assembly.problems.lines.join('\n') };
}
const pattern = { EventPattern: { source: ['a'] } };

describe('the rules of a template', () => {
  it('are on the default bus where they name none, and send to functions that let them', () => {
    const { buses, problems } = busesOf({
      Rule: rule({ ...pattern, Targets: [target('Open')] }),
      Permission: permission('Rule'),
    });
    const [bus] = buses;

    expect([problems, bus?.name, bus?.arn]).toEqual([
      '',
      'default',
      'arn:aws:events:eu-west-1:000000000000:event-bus/default',
    ]);
    expect(bus?.rules[0]?.targets[0]).toMatchObject({
      functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:Open',
    });
  });

  it('come due by a schedule, and match no event then', () => {
    const { buses, problems } = busesOf({ Rule: rule({ ScheduleExpression: 'rate(1 hour)', Targets: [] }) });
    const [found] = buses[0]?.rules ?? [];

    expect([problems, found?.schedule?.expression, found?.matches({ source: 'a' })]).toEqual([
      '',
      'rate(1 hour)',
      false,
    ]);
  });

  it('make no default bus where none is on it', () => {
    const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } };
    const { buses } = busesOf({ Bus: bus, Rule: rule({ ...pattern, EventBusName: { Ref: 'Bus' }, Targets: [] }) });

    expect(buses.map(({ name }) => name)).toEqual(['own']);
  });

  it.each<[string, Readonly<Record<string, TemplateResource>>, string]>([
    [
      'a function that does not let them',
      { Rule: rule({ ...pattern, Targets: [target('Open')] }), Other: rule(pattern), Permission: permission('Other') },
      'the policy of function Open does not let it be invoked by the rule',
    ],
    [
      'a target that is neither queue nor function',
      { Rule: rule({ ...pattern, Targets: [{ Arn: 'arn:aws:sns:eu-west-1:000000000000:t', Id: 't' }] }) },
      'delivers to queues and functions of the template; arn:aws:sns:eu-west-1:000000000000:t is none',
    ],
    [
      'a schedule on another bus',
      {
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } },
        Rule: rule({ EventBusName: { Ref: 'Bus' }, ScheduleExpression: 'rate(1 hour)' }),
      },
      'Properties.ScheduleExpression: ScheduleExpression is supported only on the default event bus.',
    ],
    [
      'a schedule that is not understood',
      { Rule: rule({ ScheduleExpression: 'cron(0 0 L * ? *)' }) },
      'the local cloud runs schedules such as rate(5 minutes)',
    ],
    ['neither pattern nor schedule', { Rule: rule({ Targets: [] }) }, 'an event pattern is a JSON object'],
  ])('fail with %s', (_, resources, message) => {
    expect(busesOf(resources).problems).toContain(message);
  });
});
