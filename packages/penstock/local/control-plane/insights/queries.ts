import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../endpoint/service.ts';
import { type JsonObject, number, text } from '../../json.ts';
import { parseQuery } from './parse-query.ts';
import { type LogLine, runQuery } from './run-query.ts';

/** Results that are kept for whoever asks for them. */
const MOST_RESULTS = 100;

/**
 * Queries of Logs Insights, answered at once.
 *
 * @param linesOf throws for a group that there is not
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
 */
export function insightsQueries(linesOf: (group: string) => readonly LogLine[]) {
  const results = new Map<string, ReturnType<typeof runQuery>>();
  return {
    StartQuery: ({ logGroupNames, queryString, startTime, endTime }: JsonObject): JsonObject => {
      const groups = Array.isArray(logGroupNames) ? logGroupNames.map(String) : [];
      const [since, until] = [seconds(startTime), seconds(endTime)];
      const within = ({ timestamp }: LogLine) => timestamp >= since && timestamp <= until;
      const lines = groups.flatMap((group) => linesOf(group)).filter(within);
      const queryId = randomUUID();
      results.set(queryId, runQuery(parseQuery(text(queryString) ?? ''), lines));
      for (const old of [...results.keys()].slice(0, -MOST_RESULTS)) results.delete(old);
      return { queryId };
    },
    GetQueryResults: ({ queryId }: JsonObject): JsonObject => {
      const found = results.get(text(queryId) ?? '');
      if (found === undefined) throw new ServiceError('ResourceNotFoundException', 'There is no such query.');
      return { status: 'Complete', results: found };
    },
  };
}

const seconds = (value: unknown): number => (number(value) ?? 0) * 1000;
