import type { Resource } from '../assembly/resolved.ts';
import { object } from '../json.ts';
import type { Mapping, QueueMapping, StreamMapping } from './definition.ts';
import { type Check, keyAccess, pollerAccess, queueAccess, streamAccess } from './mapping-access.ts';

type Found = readonly (readonly [message: string, at: string])[];

/** A quota that AWS raises to ten on request. */
const mostFilters = 5;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export function queueProblems(mapping: QueueMapping): Found {
  const { fn, queue, batchSize, batchingWindow, maxConcurrency } = mapping;
  const checks: readonly Check[] = [
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
    ...commonChecks(mapping),
    keyAccess(fn, queue, 'ReceiveMessage'),
    pollerAccess(fn, queueAccess(queue.arn), ({ lacking }) => {
      const operation = lacking[0]?.action.split(':')[1];
      return `The provided execution role does not have permissions to call ${operation} on SQS.`;
    }),
  ];
  return checks.filter(([broken]) => broken).map(([, message, at]) => [message, at]);
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html */
export function streamProblems(mapping: StreamMapping, { properties }: Resource): Found {
  const { fn, sourceArn, batchSize, parallelization, maxRetries, maxAge, onFailure } = mapping;
  const destination = object(object(properties.DestinationConfig).OnFailure).Destination;
  const checks: readonly Check[] = [
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
    ...commonChecks(mapping),
    pollerAccess(fn, streamAccess(sourceArn), () => {
      const operations = 'GetRecords, GetShardIterator, DescribeStream, and ListStreams';
      return `Cannot access stream ${sourceArn}. Please ensure the role can perform the ${operations} Actions on your stream in IAM.`;
    }),
    ...(onFailure === undefined
      ? []
      : [
          keyAccess(fn, onFailure, 'SendMessage'),
          pollerAccess(
            fn,
            [{ action: 'sqs:SendMessage', resources: [onFailure.arn] }],
            () => 'The function execution role does not have permissions to call SendMessage on SQS.',
          ),
        ]),
  ];
  return checks.filter(([broken]) => broken).map(([, message, at]) => [message, at]);
}

/**
 * Bounds of every mapping.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
function commonChecks({ batchingWindow, filters }: Mapping): readonly Check[] {
  return [
    [
      !within(batchingWindow, 0, 300),
      `a batching window is from 0 to 300 s, received ${batchingWindow}.`,
      'MaximumBatchingWindowInSeconds',
    ],
    [
      filters.length > mostFilters,
      `a mapping has at the most ${mostFilters} filters, received ${filters.length}.`,
      'FilterCriteria',
    ],
  ];
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
