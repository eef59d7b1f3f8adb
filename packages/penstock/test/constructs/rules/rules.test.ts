import { describe, expect, it } from '@jest/globals';
import { rules as resilienceRules } from 'penstock-rules';
import type { Check, Violation } from 'penstock-rules/rule';
import { endsOf } from 'penstock-rules/template/dead-letters';
import { consumptionsOf } from 'penstock-rules/template/pollers';
import { type Resource, resourcesOf } from 'penstock-rules/template/resources';
import { rules as contractRules } from '../../../constructs/rules/index.ts';
import { accountLimitsOf, exceptionsOf } from '../../../constructs/rules/plugin.ts';
import { retryWindowRules } from '../../../constructs/rules/retry-window.ts';
import type { Subject } from '../../../constructs/rules/rule.ts';
import { asArray, asObject } from '../../../contract/json.ts';
import { consumers } from '../../../testkit/sample/contract.ts';
import { stages } from '../../../testkit/sample/stages.ts';
import { contract, stackOf, stacksOf, stageLike, synthesize } from '../synthesized.ts';
import { eventBreaks } from './event-breaks.ts';
import { plainBreaks } from './plain-breaks.ts';
import { type Break, member, propertiesOf } from './template.ts';

const rules: readonly Check<Subject>[] = [...resilienceRules, ...contractRules];

const prod = stageLike('prod');
const subjectOf = (stage: Subject['stage'], stacks: Subject['stacks']): Subject => ({
  contract,
  consumers,
  stage,
  limits: accountLimitsOf(stage),
  stacks,
});
/** One region of it, and the table of all. */
const healthy = subjectOf(
  prod,
  stacksOf('prod').filter(({ name }) => /-data$|-eu-central-1$/.test(name)),
);

const createParcel = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::Function', 'createParcel');
const table = (subject: Subject) => propertiesOf(subject, 'AWS::DynamoDB::GlobalTable');
const acl = (subject: Subject) => propertiesOf(subject, 'AWS::WAFv2::WebACL');
const paths = (subject: Subject) => member(propertiesOf(subject, 'AWS::ApiGateway::RestApi'), 'Body', 'paths');
const statement = (subject: Subject) =>
  member(propertiesOf(subject, 'AWS::IAM::Policy', 'createParcel'), 'PolicyDocument', 'Statement', 0);

const breaks: readonly Break[] = [
  ...eventBreaks,
  ...plainBreaks,
  [
    'contract-parity',
    'a route is missing',
    (s) => delete paths(s)['/health'],
    'no route for getHealth, expected GET /health',
  ],
  [
    'contract-parity',
    'a route is not in the contract',
    (s) => Object.assign(paths(s), { '/debug': structuredClone(paths(s)['/health']) }),
    'received GET /debug, expected only routes of the contract',
  ],
  [
    'contract-parity',
    'a HEAD is missing',
    (s) => delete member(paths(s), '/health').head,
    'no route for getHealth, expected HEAD /health',
  ],
  [
    'contract-parity',
    'a path does not answer the methods that it does not take',
    (s) => delete member(paths(s), '/health')['x-amazon-apigateway-any-method'],
    'no route for methods that a path does not take, expected ANY /health',
  ],
  [
    'contract-parity',
    'a method of the contract is answered without its function',
    (s) => Object.assign(member(paths(s), '/health', 'get', 'x-amazon-apigateway-integration'), { type: 'mock' }),
    'received GET /health, expected only routes of the contract',
  ],
  [
    'contract-parity',
    'a route leads to no function',
    (s) =>
      Object.assign(member(paths(s), '/health', 'get', 'x-amazon-apigateway-integration'), { uri: 'arn:aws:nothing' }),
    'no function behind GET /health',
  ],
  [
    'contract-parity',
    'a method has no throttle',
    (s) => {
      const stage = propertiesOf(s, 'AWS::ApiGateway::Stage');
      stage.MethodSettings = asArray(stage.MethodSettings).filter((one) => asObject(one).ResourcePath !== '/~1health');
    },
    'no throttle for GET /health',
  ],
  [
    'timeout-chain',
    'the function is ended before the gateway gives up',
    (s) => Object.assign(createParcel(s), { Timeout: 3 }),
    'received 3 s, expected more than the 3000 ms',
  ],
  [
    'gateway-timeout',
    'the gateway would wait longer than it can',
    (s) =>
      Object.assign(member(paths(s), '/health', 'get', 'x-amazon-apigateway-integration'), { timeoutInMillis: 30_000 }),
    'received 30000, expected 50 to 29000 ms',
  ],
  [
    'timeout-chain',
    'the gateway waits as long as it likes',
    (s) => delete member(paths(s), '/health', 'get', 'x-amazon-apigateway-integration').timeoutInMillis,
    'received nothing, expected the milliseconds of the contract',
  ],
  [
    'gateway-timeout',
    'the function works on for a caller who has left',
    (s) => Object.assign(createParcel(s), { Timeout: 60 }),
    'received 60 s, expected at most 4: the gateway waits for 3000 ms',
  ],
  [
    'bulkhead',
    'a function may take all concurrency',
    (s) => delete createParcel(s).ReservedConcurrentExecutions,
    'received nothing, expected 1 or more',
  ],
  [
    'account-concurrency',
    'the functions reserve more than the account has',
    (s) => Object.assign(createParcel(s), { ReservedConcurrentExecutions: 1000 }),
    'reserved in eu-central-1 (most of it here), expected at most 900',
  ],
  [
    'firewall-rate',
    'an address may send less than a plan sells',
    (s) => Object.assign(member(acl(s), 'Rules', 0, 'Statement', 'RateBasedStatement'), { Limit: 150_999 }),
    'received 150999 requests in 300 s, expected at least 151000: the plan parcels-prod-pro sells 500 a second',
  ],
  [
    'tls-policy',
    'the API takes old TLS',
    (s) => delete propertiesOf(s, 'AWS::ApiGateway::RestApi').SecurityPolicy,
    'received nothing, expected TLS_1_2, or a policy that begins with SecurityPolicy_',
  ],
  [
    'function-memory',
    'a function has more memory than there is',
    (s) => Object.assign(createParcel(s), { MemorySize: 20_000 }),
    'received 20000, expected 128 to 10240 MB',
  ],
  [
    'function-log',
    'a function logs to a group that Lambda makes',
    (s) => {
      delete createParcel(s).LoggingConfig;
      delete propertiesOf(s, 'AWS::Logs::LogGroup', 'createParcel').LogGroupName;
    },
    'received nothing, expected a log group',
  ],
  [
    'log-retention',
    'a log group never forgets',
    (s) => delete propertiesOf(s, 'AWS::Logs::LogGroup', 'createParcel').RetentionInDays,
    'received nothing, expected a number of days',
  ],
  [
    'least-privilege',
    'a policy allows every action of a service',
    (s) => Object.assign(statement(s), { Action: ['logs:PutLogEvents', 'dynamodb:*'] }),
    'received "dynamodb:*", expected exact actions',
  ],
  [
    'least-privilege',
    'a policy allows actions by prefix',
    (s) => Object.assign(statement(s), { Action: 'dynamodb:Put*' }),
    'received "dynamodb:Put*", expected exact actions',
  ],
  [
    'least-privilege',
    'a policy allows something on everything',
    (s) => Object.assign(statement(s), { Action: 'dynamodb:PutItem', Resource: '*' }),
    'received "*" for "dynamodb:PutItem", expected resources',
  ],
  [
    'least-privilege',
    'what takes a resource is allowed beside what takes none',
    (s) => Object.assign(statement(s), { Action: ['xray:PutTraceSegments', 'sqs:SendMessage'], Resource: ['*'] }),
    'received "*" for ["xray:PutTraceSegments","sqs:SendMessage"], expected resources',
  ],
  [
    'least-privilege',
    'a policy allows all but something',
    (s) => Object.assign(statement(s), { NotAction: 'iam:PassRole' }),
    'received "iam:PassRole", expected none',
  ],
  [
    'least-privilege',
    'a role allows it inline',
    (s) =>
      Object.assign(propertiesOf(s, 'AWS::IAM::Role', 'createParcel'), {
        Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }],
      }),
    'received "*", expected exact actions',
  ],
  [
    'table-protection',
    'the table is not encrypted',
    (s) => delete table(s).SSESpecification,
    'received nothing, expected SSEEnabled',
  ],
  [
    'table-protection',
    'a replica cannot be recovered',
    (s) => delete member(table(s), 'Replicas', 1).PointInTimeRecoverySpecification,
    'no point-in-time recovery in "eu-central-1"',
  ],
  [
    'table-protection',
    'a replica can be deleted though its data is to be kept',
    (s) => Object.assign(member(table(s), 'Replicas', 0), { DeletionProtectionEnabled: false }),
    'received false in "eu-west-2", expected true',
  ],
  [
    'table-removal',
    'a table goes with its stack though its data is to be kept',
    (s) => {
      for (const { template } of s.stacks)
        for (const resource of Object.values(asObject(template.Resources)))
          if (asObject(resource).Type === 'AWS::DynamoDB::GlobalTable')
            Object.assign(asObject(resource), { DeletionPolicy: 'Delete' });
    },
    'received "Delete", expected "Retain": the stage has removal "retain"',
  ],
  [
    'template-size',
    'the document of an API is more than a template can hold',
    (s) => Object.assign(member(paths(s), '/health'), { description: 'x'.repeat(1024 * 1024) }),
    'expected 1048576 at the most',
  ],
  [
    'explicit-names',
    'the role of a function has a name of its own',
    (s) => {
      const roles = s.stacks.flatMap((stack) => resourcesOf(stack, 'AWS::IAM::Role'));
      Object.assign(roles[0]?.properties ?? {}, { RoleName: 'parcels' });
    },
    'received "parcels", expected no name',
  ],
  [
    'strong-table',
    'a replica is outside of the set',
    (s) => Object.assign(member(table(s), 'Replicas', 0), { Region: 'us-east-1' }),
    'expected three regions, or two and a witness, of one set',
  ],
  [
    'strong-table',
    'two regions have no witness',
    (s) => (table(s).Replicas as unknown[]).pop(),
    'expected three regions, or two and a witness, of one set',
  ],
  [
    'strong-table',
    'items expire',
    (s) => Object.assign(table(s), { TimeToLiveSpecification: { Enabled: true, AttributeName: 'ttl' } }),
    'expected nothing with STRONG',
  ],
  [
    'strong-table',
    'there is a local index',
    (s) => Object.assign(table(s), { LocalSecondaryIndexes: [{ IndexName: 'local', KeySchema: [] }] }),
    'expected nothing with STRONG',
  ],
  [
    'table-keys',
    'a key has no attribute',
    (s) => (table(s).AttributeDefinitions as unknown[]).pop(),
    'expected exactly the key attributes; "tenantStatus" differs',
  ],
  [
    'table-keys',
    'an attribute is no key',
    (s) => (table(s).AttributeDefinitions as unknown[]).push({ AttributeName: 'total', AttributeType: 'N' }),
    'expected exactly the key attributes; "total" differs',
  ],
];

const violationsOf = (
  subject: Subject,
  of: readonly Check<Subject>[] = rules,
): readonly (Violation & { readonly rule: string })[] =>
  of.flatMap(({ id, check }) => check(subject).map((violation) => ({ rule: id, ...violation })));

describe('the rules', () => {
  it.each(Object.keys(stages) as (keyof typeof stages)[])('find nothing in stage %s', (name) => {
    const stage = stageLike(name);
    const excepted: readonly string[] = exceptionsOf(stage);
    const applied = rules.filter(({ id }) => !excepted.includes(id));

    expect(violationsOf(subjectOf(stage, stacksOf(name)), applied)).toEqual([]);
  });

  it('let a stage for a new account through synth, which reserves nothing', () => {
    const functions = synthesize(stageLike('sandbox')).flatMap((stack) => resourcesOf(stack, 'AWS::Lambda::Function'));

    expect(functions.filter(({ properties }) => 'ReservedConcurrentExecutions' in properties)).toEqual([]);
  });

  it.each(breaks)('fails %s when %s', (rule, _, breakIt, expected, of = '') => {
    const broken = { ...healthy, stacks: structuredClone(healthy.stacks) };
    breakIt(broken);

    const found = violationsOf(
      broken,
      rules.filter(({ id }) => id === rule),
    );

    const violation = { message: expect.stringContaining(expected), logicalId: expect.stringContaining(of) };
    expect(found).toContainEqual(expect.objectContaining(violation));
    for (const { fix, location, logicalId } of found) {
      expect(fix).not.toBe('');
      expect(location).toMatch(/^Properties\.|^DeletionPolicy$/);
      expect(broken.stacks.some(({ template }) => logicalId in asObject(template.Resources))).toBe(true);
    }
  });

  it('each have a fixture that breaks them', () => {
    expect([...new Set(breaks.map(([rule]) => rule))].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
  });

  it('have one for every inequality of every queue', () => {
    const named = (queues: readonly Resource[]) =>
      queues.map(({ properties }) => String(properties.QueueName).replace('parcels-prod-', ''));
    const events = stackOf(healthy.stacks, 'parcels-prod-events-eu-central-1');
    const ofConsumed = [
      ...['queue-visibility', 'poller-minimum', 'poller-concurrency', 'dead-letter-age'],
      ...retryWindowRules.map(({ id }) => id),
    ];
    const needed = [
      ...named(consumptionsOf(events).map(({ queue }) => queue)).flatMap((queue) =>
        ofConsumed.map((id) => [id, queue]),
      ),
      ...named(endsOf(events)).map((queue) => ['dead-letter-retention', queue]),
    ];

    const fixtures = new Set(breaks.map(([rule, how]) => `${rule} ${how.split(':')[0]}`));
    expect(needed.map((pair) => pair.join(' ')).filter((pair) => !fixtures.has(pair))).toEqual([]);
    expect(needed).toHaveLength(8 * consumers.length + consumers.length + 2);
  });

  it('let a table be deleted where the stage says that its data may go', () => {
    const stage = stageLike('dev');
    const removal = rules.filter(({ id }) => id === 'table-removal');
    const stacks = stacksOf('dev');

    expect(violationsOf(subjectOf(stage, stacks), removal)).toEqual([]);
    expect(violationsOf(subjectOf({ ...stage, removal: 'retain' }, stacks), removal)).toMatchObject([
      { rule: 'table-removal', location: 'DeletionPolicy' },
      { rule: 'table-removal', location: 'DeletionPolicy' },
    ]);
  });
});
