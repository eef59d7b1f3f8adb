import type { Resource } from '../assembly/resolved.ts';
import { evaluate } from '../iam/policy.ts';
import { object } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { QueueMapping, StreamMapping } from './definition.ts';

type Found = readonly (readonly [message: string, at: string])[];

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export function queueProblems(mapping: QueueMapping): Found {
  const { fn, queue, batchSize, batchingWindow, maxConcurrency } = mapping;
  const needed = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const checks: readonly (readonly [broken: boolean, message: string, at: string])[] = [
    [
      queue.visibilityTimeout < fn.timeout,
      `the queue's visibility timeout of ${queue.visibilityTimeout} s is less than the function's timeout of ${fn.timeout} s.`,
      'EventSourceArn',
    ],
    [!within(batchSize, 1, 10_000), `a batch has from 1 to 10000 messages, received ${batchSize}.`, 'BatchSize'],
    [
      batchSize > 10 && batchingWindow < 1,
      `a batch of more than 10 messages needs a batching window of at least 1 s.`,
      'MaximumBatchingWindowInSeconds',
    ],
    [
      maxConcurrency !== undefined && !within(maxConcurrency, 2, 1000),
      `the concurrency is from 2 to 1000, received ${maxConcurrency}.`,
      'ScalingConfig.MaximumConcurrency',
    ],
    ...missing(fn, needed, queue.arn),
  ];
  return checks.filter(([broken]) => broken).map(([, message, at]) => [message, at]);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export function streamProblems(mapping: StreamMapping, { properties }: Resource): Found {
  const { fn, sourceArn, batchSize, parallelization, maxRetries, maxAge, onFailure } = mapping;
  const needed = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  const destination = object(object(properties.DestinationConfig).OnFailure).Destination;
  const checks: readonly (readonly [broken: boolean, message: string, at: string])[] = [
    [properties.StartingPosition === undefined, 'a stream needs a starting position.', 'StartingPosition'],
    [!within(batchSize, 1, 10_000), `a batch has from 1 to 10000 records, received ${batchSize}.`, 'BatchSize'],
    [
      !within(parallelization, 1, 10),
      `the factor is from 1 to 10, received ${parallelization}.`,
      'ParallelizationFactor',
    ],
    [!within(maxRetries, -1, 10_000), `from -1 to 10000, received ${maxRetries}.`, 'MaximumRetryAttempts'],
    [
      maxAge !== -1 && !within(maxAge, 60, 604_800),
      `-1, or from 60 to 604800 s, received ${maxAge}.`,
      'MaximumRecordAgeInSeconds',
    ],
    [
      destination !== undefined && onFailure === undefined,
      `no queue of the template is ${String(destination)}.`,
      'DestinationConfig.OnFailure',
    ],
    ...missing(fn, needed, sourceArn),
    ...(onFailure === undefined ? [] : missing(fn, ['sqs:SendMessage'], onFailure.arn)),
  ];
  return checks.filter(([broken]) => broken).map(([, message, at]) => [message, at]);
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The poller works with the function's role. */
function missing({ role }: FunctionDefinition, actions: readonly string[], resource: string) {
  const lacking = actions.filter((action) => evaluate(role.statements, action, resource) !== 'allowed');
  const message = `role ${role.name} of the function lacks ${lacking.join(' and ')} on ${resource}.`;
  return [[lacking.length > 0, message, 'FunctionName'] as const];
}
