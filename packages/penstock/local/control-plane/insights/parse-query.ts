import { ServiceError } from '../../endpoint/service.ts';

/** What a line's field has to be. */
export interface Condition {
  readonly field: string;
  /** Any of them. */
  readonly values: readonly (string | number)[];
}

/** A column of `stats`: how many lines there are, or the greatest value of a field. */
export interface Statistic {
  readonly name: string;
  /** Absent: the lines are counted. */
  readonly maximumOf?: string;
}

/** The part of the language of Logs Insights that the local cloud knows: what `penstock sunset` asks. */
export interface InsightsQuery {
  readonly conditions: readonly Condition[];
  readonly statistics: readonly Statistic[];
  readonly by: readonly string[];
  readonly sort?: { readonly column: string; readonly descending: boolean };
  readonly limit: number;
}

/** Without `limit`. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/CWL_QuerySyntax-Limit.html */
const MOST_ROWS = 10_000;

const field = '[@A-Za-z_][\\w.]*';

/**
 * @throws ServiceError for all that the local cloud does not know
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/CWL_QuerySyntax.html
 */
export function parseQuery(text: string): InsightsQuery {
  let query: InsightsQuery = { conditions: [], statistics: [], by: [], limit: MOST_ROWS };
  for (const command of text.split('|').map((one) => one.trim())) query = { ...query, ...read(command, query) };
  if (query.statistics.length === 0) throw unknown(text);
  return query;
}

function read(command: string, { conditions }: InsightsQuery): Partial<InsightsQuery> {
  const [word = '', rest = ''] = command.split(/\s+(.*)/s);
  switch (word) {
    case 'filter':
      return { conditions: [...conditions, ...rest.split(/\s+and\s+/).map(condition)] };
    case 'stats':
      return stats(rest);
    case 'sort':
      return sort(rest);
    case 'limit':
      return { limit: Number(rest) };
    default:
      throw unknown(command);
  }
}

/** `field = value`, or `field in [value, ...]`. */
function condition(text: string): Condition {
  const [, name = '', one, list] = new RegExp(`^(${field})\\s*(?:=\\s*(\\S+)|in\\s+(\\[.*\\]))$`).exec(text) ?? [];
  if (name === '') throw unknown(text);
  return { field: name, values: literals(list ?? `[${one}]`) };
}

function literals(text: string): Condition['values'] {
  try {
    return JSON.parse(text);
  } catch {
    throw unknown(text);
  }
}

function stats(text: string): Partial<InsightsQuery> {
  const [columns = '', groups = ''] = text.split(/\s+by\s+/);
  return {
    statistics: columns.split(/\s*,\s*/).map(statistic),
    by: groups === '' ? [] : groups.split(/\s*,\s*/),
  };
}

function statistic(text: string): Statistic {
  const [, counted, maximumOf, name = ''] =
    new RegExp(`^(?:(count\\(\\*\\))|max\\((${field})\\))\\s+as\\s+(\\w+)$`).exec(text) ?? [];
  if (counted === undefined && maximumOf === undefined) throw unknown(text);
  return { name, ...(maximumOf === undefined ? {} : { maximumOf }) };
}

function sort(text: string): Partial<InsightsQuery> {
  const [, column = '', direction = ''] = /^(\w+)\s+(asc|desc)$/.exec(text) ?? [];
  if (column === '') throw unknown(text);
  return { sort: { column, descending: direction === 'desc' } };
}

const unknown = (text: string): ServiceError =>
  new ServiceError(
    'MalformedQueryException',
    `The local cloud does not know ${JSON.stringify(text)} in a query: filter by "=" and "in", stats of count(*) and max(), sort and limit are what it knows.`,
  );
