import { describe, expect, it } from '@jest/globals';
import { withBackbone } from '../fixtures/backbone.ts';
import { startSmallCloud } from '../fixtures/cloud.ts';
import type { Template } from '../fixtures/template.ts';

type Properties = Record<string, unknown>;
type Refusal = [string, (of: (id: string) => Properties, template: Template) => void, RegExp];

interface Statements {
  readonly PolicyDocument: { Statement: { Action: string | readonly string[] }[] };
}

/** Takes one action from a role's own policy. */
function withoutAction(role: Properties, action: string): void {
  for (const { PolicyDocument } of role.Policies as readonly Statements[]) {
    PolicyDocument.Statement = PolicyDocument.Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action].flat().filter((name) => name !== action),
    })).filter(({ Action }) => Action.length > 0);
  }
}

async function problemsOf(edit: (properties: (id: string) => Properties, template: Template) => void): Promise<string> {
  const small = startSmallCloud({
    edit: (template) => {
      withBackbone(template);
      edit((id) => template.Resources[id]?.Properties ?? {}, template);
    },
    handlers: { Worker: 'exports.handler = async () => {};', Relay: 'exports.handler = async () => {};' },
  });
  return small.then(
    async ({ close }) => {
      await close();
      return '';
    },
    (error: unknown) => String(error),
  );
}

describe('what AWS would refuse or lose without a word', () => {
  it('is none of a reader whose policy names its stream for ListStreams too, as in the example of AWS', async () => {
    const problems = await problemsOf((of) => {
      const [policy] = of('RelayRole').Policies as readonly Statements[];
      for (const statement of (policy?.PolicyDocument.Statement ?? []) as Properties[]) {
        if (statement.Action === 'dynamodb:ListStreams') {
          statement.Resource = 'arn:aws:dynamodb:eu-west-1:000000000000:table/things/stream/*';
        }
      }
    });

    expect(problems).toBe('');
  });

  it('is none of the fixture', async () => {
    expect(await problemsOf(() => {})).toBe('');
  });

  it.each<Refusal>([
    [
      'a visibility timeout below the function timeout',
      (of) => Object.assign(of('Work'), { VisibilityTimeout: 1 }),
      /WorkMapping.*visibility timeout of 1 s is less than the function's timeout of 2 s/,
    ],
    [
      'a concurrency of 1',
      (of) => Object.assign(of('WorkMapping'), { ScalingConfig: { MaximumConcurrency: 1 } }),
      /WorkMapping.*from 2 to 1000, received 1/,
    ],
    [
      'a large batch without a batching window',
      (of) => Object.assign(of('WorkMapping'), { BatchSize: 11 }),
      /WorkMapping.*needs a batching window/,
    ],
    [
      'a poller without permission',
      (of) => Object.assign(of('WorkerRole'), { Policies: (of('OpenRole') as Properties).Policies }),
      /WorkMapping.*The provided execution role does not have permissions to call ReceiveMessage on SQS\. Role \S+ of the function lacks sqs:ReceiveMessage on arn:aws:sqs:\S+ and sqs:DeleteMessage on/,
    ],
    ...['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map(
      (operation): Refusal => [
        `a reader of a stream without ${operation}`,
        (of) => withoutAction(of('RelayRole'), `dynamodb:${operation}`),
        new RegExp(
          `StreamMapping.*Cannot access stream arn:aws:dynamodb:\\S+\\. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM\\. Role \\S+ of the function lacks dynamodb:${operation} on [^ ]+\\.`,
        ),
      ],
    ),
    [
      'a batching window over five minutes',
      (of) => Object.assign(of('WorkMapping'), { MaximumBatchingWindowInSeconds: 301 }),
      /WorkMapping.*a batching window is from 0 to 300 s, received 301/,
    ],
    [
      'more than five filters',
      (of) =>
        Object.assign(of('StreamMapping'), {
          FilterCriteria: { Filters: Array.from({ length: 6 }, () => ({ Pattern: '{"eventName":["INSERT"]}' })) },
        }),
      /StreamMapping.*a mapping has at the most 5 filters, received 6/,
    ],
    [
      'a failure destination that the role cannot send to',
      (of) =>
        Object.assign(of('StreamMapping'), {
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Work', 'Arn'] } } },
        }),
      /StreamMapping.*does not have permissions to call SendMessage on SQS.*lacks sqs:SendMessage on .*:work/,
    ],
    [
      'a stream without a starting position',
      (of) => Reflect.deleteProperty(of('StreamMapping'), 'StartingPosition'),
      /StreamMapping.*needs a starting position/,
    ],
    [
      'a target whose queue takes nothing from the rule',
      (_, { Resources }) => Reflect.deleteProperty(Resources, 'WorkPolicy'),
      /Rule, AWS::Events::Rule.*policy of queue work takes no message/,
    ],
    [
      'a rule on no bus',
      (of) => Object.assign(of('Rule'), { EventBusName: 'elsewhere' }),
      /Rule.*names a bus that is not in the template/,
    ],
    [
      'a pattern that is not understood',
      (of) => Object.assign(of('Rule'), { EventPattern: { source: [{ cidr: '10.0.0.0/8' }] } }),
      /Rule, AWS::Events::Rule, Properties.EventPattern: the local cloud does not match by/,
    ],
    [
      'a pattern that AWS refuses',
      (of) => Object.assign(of('Rule'), { EventPattern: { detail: { total: [{ numeric: ['>'] }] } } }),
      /Rule, AWS::Events::Rule, Properties.EventPattern: numeric takes comparisons .*received \[">"\] \(at total\)/,
    ],
    [
      'a filter that AWS refuses',
      (of) => Object.assign(of('StreamMapping'), { FilterCriteria: { Filters: [{ Pattern: '{"eventName":[]}' }] } }),
      /StreamMapping.*Properties.FilterCriteria: eventName takes a list of one value or more/,
    ],
    [
      'more retries than a target may have',
      (of) => Object.assign(of('Rule'), { Targets: [{ Id: 'work', RetryPolicy: { MaximumRetryAttempts: 186 } }] }),
      /Rule.*Targets\[work\]: RetryPolicy.MaximumRetryAttempts is a number from 0 to 185, received 186/,
    ],
    [
      'a redrive that the dead-letter queue does not allow',
      (of) => Object.assign(of('WorkDead'), { RedriveAllowPolicy: { redrivePermission: 'denyAll' } }),
      /Work, AWS::SQS::Queue, Properties.RedrivePolicy: the redrive-allow policy of WorkDead/,
    ],
    [
      'a receive count over 1000',
      (of) =>
        Object.assign(of('Work'), {
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['WorkDead', 'Arn'] }, maxReceiveCount: 1001 },
        }),
      /maxReceiveCount is a number from 1 to 1000, received 1001/,
    ],
    [
      'a condition in a queue policy that is not evaluated',
      (of) =>
        Object.assign(of('WorkPolicy'), {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: '*',
                Action: 'sqs:*',
                Resource: '*',
                Condition: { IpAddress: { 'aws:SourceIp': '::1' } },
              },
            ],
          },
        }),
      /does not evaluate the condition IpAddress on aws:SourceIp/,
    ],
    [
      'a FIFO queue',
      (of) => Object.assign(of('Work'), { FifoQueue: true }),
      /Properties.FifoQueue: the local cloud runs only false, received true/,
    ],
  ])('fails for %s', async (_, edit, message) => {
    expect(await problemsOf(edit)).toMatch(message);
  });
});
