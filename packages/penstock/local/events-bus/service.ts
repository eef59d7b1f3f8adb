import type { Access } from '../endpoint/actions.ts';
import { type AwsService, answerOf, ServiceError } from '../endpoint/service.ts';
import { isObject, type JsonObject, list, object, text } from '../json.ts';
import type { ManagedBuses } from './bus.ts';
import type { ArchiveDefinition, BusDefinition } from './definition.ts';
import { putEvents } from './put-events.ts';
import { createReplays } from './replays.ts';

interface Operation {
  /** ARNs. */
  readonly resources: (input: JsonObject) => readonly string[];
  readonly run: (input: JsonObject) => JsonObject | Promise<JsonObject>;
}

/**
 * EventBridge behind the local endpoint.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export function createEventsService(buses: ManagedBuses, region: string, account: string): AwsService {
  const replays = createReplays(buses);
  const arnOf = (path: string) => `arn:aws:events:${region}:${account}:${path}`;
  const busArn = (name: unknown) => {
    const given = text(name) ?? 'default';
    return given.startsWith('arn:') ? given : arnOf(`event-bus/${given}`);
  };
  const replayArn = (input: JsonObject) => [arnOf(`replay/${text(input.ReplayName) ?? ''}`)];
  const operations: Readonly<Record<string, Operation>> = {
    PutEvents: {
      resources: (input) => [
        ...new Set(
          list(input.Entries)
            .filter(isObject)
            .map(({ EventBusName }) => busArn(EventBusName)),
        ),
      ],
      run: (input) => putEvents(input, buses, account),
    },
    StartReplay: { resources: (input) => [text(input.EventSourceArn) ?? ''], run: replays.start },
    DescribeReplay: { resources: replayArn, run: replays.describe },
    CancelReplay: { resources: replayArn, run: replays.cancel },
    ListReplays: { resources: () => [arnOf('replay/*')], run: replays.list },
    ListRules: {
      resources: () => [arnOf('rule/*')],
      run: (input) => ({ Rules: rulesOf(buses.find(text(input.EventBusName) ?? 'default')) }),
    },
    DescribeArchive: {
      resources: (input) => [arnOf(`archive/${text(input.ArchiveName) ?? ''}`)],
      run: (input) => describeArchive(buses, text(input.ArchiveName) ?? ''),
    },
  };
  return {
    target: 'AWSEvents',
    prefix: 'events',
    deniedStatus: 400,
    accesses: (operation, input) =>
      Object.hasOwn(operations, operation)
        ? operations[operation]
            ?.resources(input)
            .map((resource): Access => ({ action: `events:${operation}`, resource }))
        : undefined,
    answer: (operation, input) => answerOf('1.1', () => operations[operation]?.run(object(input)) ?? {}),
  };
}

function rulesOf(bus: BusDefinition | undefined): readonly JsonObject[] {
  if (bus === undefined) throw new ServiceError('ResourceNotFoundException', 'The event bus does not exist.');
  return bus.rules.map(({ name, arn, pattern, schedule }) => ({
    Name: name,
    Arn: arn,
    ...(pattern === '' ? {} : { EventPattern: pattern }),
    ...(schedule === undefined ? {} : { ScheduleExpression: schedule.expression }),
    EventBusName: bus.name,
    State: 'ENABLED',
  }));
}

function describeArchive(buses: ManagedBuses, name: string): JsonObject {
  const archive: ArchiveDefinition | undefined = buses.definitions
    .flatMap(({ archives }) => archives)
    .find((candidate) => candidate.name === name);
  if (archive === undefined) throw new ServiceError('ResourceNotFoundException', `Archive ${name} does not exist.`);
  const events = buses.archived(archive.arn);
  return {
    ArchiveName: name,
    ArchiveArn: archive.arn,
    EventSourceArn: archive.busArn,
    State: 'ENABLED',
    RetentionDays: archive.retention,
    EventCount: events.length,
  };
}
