import { describe, expect, it } from '@jest/globals';
import { parseQuery } from '../../../local/control-plane/insights/parse-query.ts';
import { insightsQueries } from '../../../local/control-plane/insights/queries.ts';
import { runQuery } from '../../../local/control-plane/insights/run-query.ts';

const line = (timestamp: number, fields: object) => ({ timestamp, message: JSON.stringify(fields) });
const lines = [
  line(1, { kind: 'a', uses: 1, who: 'x' }),
  line(2, { kind: 'a', uses: 1, who: 'y' }),
  line(3, { kind: 'b', uses: 1 }),
  line(4, { kind: 'a', uses: 2, who: 'y' }),
  line(5, { kind: 'c', uses: 1, who: 'x' }),
  { timestamp: 6, message: 'no JSON' },
  { timestamp: 7, message: 'null' },
];
const rows = (query: string) =>
  runQuery(parseQuery(query), lines).map((row) => Object.fromEntries(row.map(({ field, value }) => [field, value])));

describe('a query of logs', () => {
  it('counts lines by their fields', () => {
    expect(
      rows('filter uses = 1 and kind in ["a", "b"] | stats count(*) as calls, max(@timestamp) as last by kind, who'),
    ).toEqual([
      { kind: 'a', who: 'x', calls: '1', last: '1' },
      { kind: 'a', who: 'y', calls: '1', last: '2' },
      { kind: 'b', calls: '1', last: '3' },
    ]);
  });

  it.each([
    ['desc', ['3', '1', '1']],
    ['asc', ['1', '1', '3']],
  ])('sorts %s', (direction, expected) => {
    const query = `filter uses in [1, 2] | stats count(*) as n by kind | sort n ${direction}`;
    expect(rows(query).map(({ n }) => n)).toEqual(expected);
  });

  it('ends at its limit', () => {
    expect(rows('stats count(*) as n by @timestamp | limit 2')).toHaveLength(2);
  });

  it.each([
    'fields @message',
    'filter a like /x/',
    'filter a in [x]',
    'stats avg(a) as b',
    'stats count(*) as n | sort n',
    'filter a = 1',
  ])('fails for %s, which the local cloud does not know', (query) => {
    expect(() => parseQuery(query)).toThrow('The local cloud does not know');
  });
});

describe('the queries of the local cloud', () => {
  const { StartQuery, GetQueryResults } = insightsQueries((group) =>
    group === 'g' ? [line(1000, {}), line(2001, {})] : [],
  );
  const count = (startTime: number, endTime: number) => {
    const { queryId } = StartQuery({
      logGroupNames: ['g', 'h'],
      queryString: 'stats count(*) as n',
      startTime,
      endTime,
    });
    return GetQueryResults({ queryId });
  };

  it('are about the seconds that were asked for', () => {
    expect(count(1, 2)).toEqual({ status: 'Complete', results: [[{ field: 'n', value: '1' }]] });
    expect(count(1, 3)).toEqual({ status: 'Complete', results: [[{ field: 'n', value: '2' }]] });
    expect(count(3, 4)).toEqual({ status: 'Complete', results: [] });
  });

  it('have results of what was asked, and of nothing else', () => {
    expect(() => GetQueryResults({ queryId: 'other' })).toThrow('There is no such query.');
  });
});
