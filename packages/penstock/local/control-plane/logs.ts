import { type AwsService, ServiceError } from '../endpoint/service.ts';
import { type JsonObject, number, text } from '../json.ts';
import { insightsQueries } from './insights/queries.ts';
import { operatorOnly } from './operator-only.ts';

/** A line of a log group. */
interface LogEvent {
  readonly eventId: string;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly logStreamName: string;
}

/** The last lines of log groups, for `cdk watch` and `penstock sunset`. */
export interface RecentLogs {
  add(group: string, line: string): void;
  readonly service: AwsService;
}

/** Lines of a group that are remembered; all of them are in the data folder. */
const mostLines = 1_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function createRecentLogs(isGroup: (name: string) => boolean, now = Date.now): RecentLogs {
  const groups = new Map<string, LogEvent[]>();
  let count = 0;
  const eventsOf = (name: string): readonly LogEvent[] => {
    if (groups.has(name) || isGroup(name)) return groups.get(name) ?? [];
    throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  };
  const filter = (input: JsonObject): JsonObject => {
    const [since, until] = [number(input.startTime) ?? 0, number(input.endTime) ?? Number.POSITIVE_INFINITY];
    const events = eventsOf(text(input.logGroupName) ?? '').filter(
      ({ timestamp }) => timestamp >= since && timestamp < until,
    );
    return { events: events.slice(0, number(input.limit) ?? mostLines), searchedLogStreams: [] };
  };
  return {
    add: (group, line) => {
      const [timestamp, eventId] = [now(), String(++count)];
      const events = groups.get(group) ?? [];
      events.push({ eventId, timestamp, ingestionTime: timestamp, message: `${line}\n`, logStreamName: 'local' });
      groups.set(group, events.slice(-mostLines));
    },
    service: operatorOnly({
      target: 'Logs_20140328',
      prefix: 'logs',
      version: '1.1',
      operations: { FilterLogEvents: filter, ...insightsQueries(eventsOf) },
    }),
  };
}
