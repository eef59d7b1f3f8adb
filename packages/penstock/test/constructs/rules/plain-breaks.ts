import type { Subject } from '../../../constructs/rules/rule.ts';
import { asArray, asObject } from '../../../contract/json.ts';
import { type Break, type Loose, member, propertiesOf, set, unset } from './template.ts';

const createParcel = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::Function', 'createParcel');
const stage = (subject: Subject) => propertiesOf(subject, 'AWS::ApiGateway::Stage');
const table = (subject: Subject) => propertiesOf(subject, 'AWS::DynamoDB::GlobalTable');
const labels = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::Queue', 'QueuelabelsQueue');

/** Puts a resource beside the function that creates parcels. */
const add =
  (id: string, Type: string, Properties: Loose): Break[2] =>
  ({ stacks }) => {
    const api = stacks.find(({ name }) => /-api-/.test(name));
    Object.assign(asObject(api?.template.Resources), { [id]: { Type, Properties } });
  };

/** The first of a type in the stacks whose names match. */
const idOf = ({ stacks }: Subject, of: RegExp, type: string): string =>
  stacks
    .filter(({ name }) => of.test(name))
    .flatMap(({ template }) => Object.entries(asObject(template.Resources)))
    .find(([, resource]) => asObject(resource).Type === type)?.[0] ?? '';

const states = (inner: Loose) => ({
  States: { Each: { Type: 'Map', Retry: [{}], ItemProcessor: { States: { Task: { Retry: [{}], ...inner } } } } },
});

/** How a stage breaks what any app owes, and the kit has no promise about. */
export const plainBreaks: readonly Break[] = [
  [
    'littles-law',
    'a function may run less often than its throttle lets through',
    set(createParcel, { ReservedConcurrentExecutions: 1 }),
    'received 1, expected at least ',
  ],
  [
    'runtime',
    'a function has a runtime of another time',
    set(createParcel, { Runtime: 'nodejs18.x' }),
    'received "nodejs18.x", which is deprecated',
  ],
  ['recursive-loop', 'a function may loop', set(createParcel, { RecursiveLoop: 'Allow' }), 'expected "Terminate"'],
  [
    'environment-secret',
    'a variable holds a secret',
    (s) => Object.assign(member(createParcel(s), 'Environment', 'Variables'), { PROVIDER_TOKEN: 'hunter2' }),
    'received a secret in plain text',
  ],
  [
    'stage-throttle',
    'a method has no throttle',
    (s) => {
      stage(s).MethodSettings = asArray(stage(s).MethodSettings).filter((one) =>
        ['*', '/~1health'].every((path) => asObject(one).ResourcePath !== path && asObject(one).ResourcePath !== '/*'),
      );
    },
    'expected a rate and a burst for every method',
  ],
  ['stage-log', 'the stage writes no access log', unset(stage, 'AccessLogSetting'), 'expected a log group'],
  ['tracing', 'a function is not traced', unset(createParcel, 'TracingConfig'), 'received nothing, expected "Active"'],
  [
    'retry-amplification',
    'a state machine retries on two levels',
    add('Machine', 'AWS::StepFunctions::StateMachine', { Definition: states({}) }),
    'received 4 attempts of "Task" in each of 4 around it, 16 in all',
  ],
  [
    'table-replicas',
    'a region has two replicas',
    (s) => (table(s).Replicas as unknown[]).push(structuredClone(asArray(table(s).Replicas)[0])),
    'twice, expected one replica a region',
  ],
  [
    'stream-consumers',
    'a global table has two readers',
    (s) => {
      const data = s.stacks.find(({ name }) => name.endsWith('-data'));
      const Properties = {
        EventSourceArn: { 'Fn::GetAtt': [idOf(s, /-data$/, 'AWS::DynamoDB::GlobalTable'), 'StreamArn'] },
        StartingPosition: 'LATEST',
      };
      const reader = { Type: 'AWS::Lambda::EventSourceMapping', Properties };
      Object.assign(asObject(data?.template.Resources), { First: reader, Second: reader });
    },
    'received 2 event sources, expected at most 1',
  ],
  [
    'async-destination',
    'a schedule calls a function that keeps nothing',
    (s) =>
      add('Nightly', 'AWS::Scheduler::Schedule', {
        Target: { Arn: { 'Fn::GetAtt': [idOf(s, /-api-/, 'AWS::Lambda::Function'), 'Arn'] } },
      })(s),
    'expected a destination for what fails: Nightly do not wait',
  ],
  [
    'receive-count',
    'a message is dead after three receives',
    (s) => Object.assign(member(labels(s), 'RedrivePolicy'), { maxReceiveCount: 3 }),
    'received 3, expected 5 to 1000',
  ],
  [
    'receive-window',
    'the receives last longer than the message',
    set(labels, { MessageRetentionPeriod: 3600 }),
    'expected them within the 3600 s of the retention',
  ],
];
