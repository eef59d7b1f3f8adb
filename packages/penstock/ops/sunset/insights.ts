import { type CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { UserError } from '../../cli/user-error.ts';

export interface Search {
  readonly logGroups: readonly string[];
  readonly query: string;
  readonly since: Date;
  readonly until: Date;
}

export type ResultRow = Readonly<Record<string, string>>;

/** Searches log groups and gives the rows that come of it, by their fields. */
export type SearchLogs = (search: Search) => Promise<readonly ResultRow[]>;

/** How many groups one query may name. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const MOST_GROUPS = 50;

const ended = new Set(['Failed', 'Cancelled', 'Timeout', 'Unknown']);

/**
 * By CloudWatch Logs Insights, in one region.
 *
 * @param pause waits between two questions for the result
 */
export const insightsIn =
  (client: CloudWatchLogsClient, region: string, pause: () => Promise<unknown>): SearchLogs =>
  async ({ logGroups, query, since, until }) => {
    const rows: ResultRow[] = [];
    for (let from = 0; from < logGroups.length; from += MOST_GROUPS) {
      const start = new StartQueryCommand({
        logGroupNames: logGroups.slice(from, from + MOST_GROUPS),
        queryString: query,
        startTime: Math.floor(since.getTime() / 1000),
        endTime: Math.ceil(until.getTime() / 1000),
      });
      const { queryId } = await client.send(start).catch((error: unknown) => {
        if (Object(error).name !== 'ResourceNotFoundException') throw error;
        const groups = logGroups.join(', ');
        throw new UserError(
          `The stage has no logs in ${region} to say who calls: expected ${groups}. Deploy it there, or name another --stage or --region.`,
          { cause: error },
        );
      });
      rows.push(...(await resultOf(client, queryId, region, pause)));
    }
    return rows;
  };

async function resultOf(
  client: CloudWatchLogsClient,
  queryId: string | undefined,
  region: string,
  pause: () => Promise<unknown>,
): Promise<readonly ResultRow[]> {
  for (;;) {
    const { status = 'Unknown', results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      return results.map((row) => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])));
    }
    if (ended.has(status)) {
      throw new UserError(`CloudWatch Logs Insights ended the search in ${region}: ${status}. Try fewer --days.`);
    }
    await pause();
  }
}
