import type { FunctionDefinition } from '../local/lambda/definition.ts';
import type { Link, Picture } from './picture.ts';

/**
 * What the roles let functions do to tables, queues and buses; what a poller needs of its source is not among it.
 *
 * @param consumers the ARNs of functions that messages come to
 */
export function grantsOf(functions: readonly FunctionDefinition[], consumers: ReadonlySet<string>): Picture {
  return { parts: [], links: functions.flatMap((fn) => linksOf(fn, consumers.has(fn.arn))) };
}

const drawn = /^(?:dynamodb|sqs|events):/;
const ofPollers =
  /^(?:sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueue\w+)|dynamodb:(?:\w*Stream\w*|GetRecords|GetShardIterator))$/;

function linksOf({ arn, role }: FunctionDefinition, isConsumer: boolean): readonly Link[] {
  const granted = role.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) =>
      resources.flatMap((resource) => actions.map((action) => ({ action, resource: ownerOf(resource) }))),
    )
    .filter(({ action }) => drawn.test(action) && !ofPollers.test(action));
  return [...Map.groupBy(granted, ({ resource }) => resource)].map(([resource, grants]) => ({
    from: arn,
    to: resource,
    lines: [...new Set(grants.map(({ action }) => action.split(':').at(-1) ?? action))],
    ...(isConsumer && resource.split(':')[2] === 'dynamodb' && { back: true }),
  }));
}

/** A table, for one of its indexes. */
const ownerOf = (resource: string): string => resource.replace(/\/index\/.*$/, '');
