import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseContract } from '../../../contract/load.ts';
import { createRecentLogs } from '../../../local/control-plane/logs.ts';
import { type AwsEndpoint, startEndpoint } from '../../../local/endpoint/server.ts';
import { type Deprecated, deprecatedIn } from '../../../ops/sunset/deprecated.ts';
import { insightsIn } from '../../../ops/sunset/insights.ts';
import { report, reportJson, verdictOf } from '../../../ops/sunset/report.ts';
import { type StageLogs, type TenantUse, usageOf } from '../../../ops/sunset/usage.ts';
import { deprecatedUseLine } from '../../../runtime/telemetry/deprecated-uses.ts';
import { metricLine } from '../../../runtime/telemetry/metrics.ts';
import { edited } from '../../contract/contract.ts';
import { recorded } from '../support.ts';

const now = Date.parse('2027-07-10T12:00:00Z');
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const scope = { namespace: 'Penstock', stage: 'dev' };
const groupOf = (name: string) => `/aws/lambda/penstock-dev-${name}`;

/** A region with a log, reached as AWS is: by the SDK. */
let endpoint: AwsEndpoint;
let client: CloudWatchLogsClient;
let at = now;
const logs = createRecentLogs(
  (name) => name.startsWith('/aws/lambda/penstock-dev-'),
  () => at,
);
const used = (time: number, tenant: string, userAgent?: string) => {
  at = time;
  const use = { coordinate: 'createParcel', sunset: '2027-06-30', tenant, requestId: 'r', userAgent };
  logs.add(groupOf('createParcel'), deprecatedUseLine(scope, use, time));
};
const called = (time: number, operation: string, tenant?: string) => {
  at = time;
  const ids = { requestId: 'r', correlationId: 'c', status: 201, latency: 1, replayed: false, coldStart: false };
  logs.add(groupOf(operation), metricLine(scope, { ...ids, operation, ...(tenant && { tenant }) }, time));
};

beforeAll(async () => {
  endpoint = await startEndpoint({
    account: '000000000000',
    region: 'eu-west-1',
    functions: [],
    engine: { forward: async () => Promise.reject(new Error('there are no tables here')) } as never,
  });
  endpoint.extend([logs.service], []);
  const credentials = { accessKeyId: endpoint.operatorKeyId, secretAccessKey: 'local' };
  client = new CloudWatchLogsClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
  used(now - 40 * DAY, 'initech', 'old/1');
  used(now - 3 * HOUR, 'acme', 'shop/1');
  used(now - 2 * HOUR, 'acme', 'shop/1');
  used(now - HOUR, 'acme', 'curl/8');
  used(now - 5 * HOUR, 'globex');
  called(now - HOUR, 'createParcel', 'acme');
  called(now - HOUR, 'createParcelV2', 'acme');
  called(now - HOUR, 'createParcelV2', 'umbrella');
  at = now;
  logs.add(groupOf('createParcel'), 'a line that is no JSON');
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
});

const createParcel: Deprecated = {
  name: 'createParcel',
  what: 'POST /v1/parcels',
  since: '2027-01-01',
  sunset: '2027-06-30',
  successor: 'createParcelV2',
  functions: ['createParcel'],
};
const stageLogs = (regions = 1): StageLogs => ({
  groupOf,
  searches: Array.from({ length: regions }, () => insightsIn(client, 'eu-west-1', async () => {})),
});
const of = async (days: number, regions?: number, deprecated = [createParcel]) =>
  (await usageOf(deprecated, stageLogs(regions), { since: new Date(now - days * DAY), until: new Date(now) }))[0];

describe('who uses what is deprecated', () => {
  it('is told by tenant, with when, by what, and what it calls in its place', async () => {
    expect((await of(30))?.tenants).toEqual([
      { tenant: 'acme', calls: 3, lastSeen: new Date(now - HOUR), clients: ['shop/1', 'curl/8'], successorCalls: 1 },
      { tenant: 'globex', calls: 1, lastSeen: new Date(now - 5 * HOUR), clients: [], successorCalls: 0 },
      { tenant: 'umbrella', calls: 0, lastSeen: new Date(0), clients: [], successorCalls: 1 },
    ]);
  });

  it('is told as far back as is asked', async () => {
    expect((await of(41))?.tenants.map(({ tenant }) => tenant)).toContain('initech');
    expect((await of(1 / 12))?.tenants.map(({ tenant, calls }) => [tenant, calls])).toEqual([
      ['acme', 2],
      ['umbrella', 0],
    ]);
  });

  it('is told of all regions together', async () => {
    expect((await of(30, 2))?.tenants[0]).toMatchObject({ tenant: 'acme', calls: 6, successorCalls: 2 });
  });

  it('takes times as Insights writes them', async () => {
    const search = async () => [
      { Deprecated: 'createParcel', Tenant: 'a', calls: '1', lastSeen: '2027-07-10 11:00:00.000' },
    ];
    const period = { since: new Date(0), until: new Date(now) };
    const [usage] = await usageOf([createParcel], { groupOf, searches: [search] }, period);

    expect(usage?.tenants[0]?.lastSeen).toEqual(new Date(now - HOUR));
  });

  it('fails where the stage has no such logs', async () => {
    const elsewhere = { ...stageLogs(), groupOf: (name: string) => `/aws/lambda/other-${name}` };
    const period = { since: new Date(0), until: new Date(now) };

    await expect(usageOf([createParcel], elsewhere, period)).rejects.toThrow(
      'The stage has no logs in eu-west-1 to say who calls: expected /aws/lambda/other-createParcel. Deploy it there, or name another --stage or --region.',
    );
  });

  it('waits for a search that runs, and fails with one that ended otherwise', async () => {
    const statuses = ['Scheduled', 'Running', 'Timeout'];
    let pauses = 0;
    const slow = {
      send: async (command: object) =>
        'queryId' in Object(Object(command).input) ? { status: statuses.shift() } : { queryId: 'q' },
    };
    const search = insightsIn(slow as never, 'eu-west-1', async () => void pauses++);

    await expect(search({ logGroups: ['g'], query: 'q', since: new Date(0), until: new Date(1) })).rejects.toThrow(
      'CloudWatch Logs Insights ended the search in eu-west-1: Timeout. Try fewer --days.',
    );
    expect(pauses).toBe(2);
  });
});

describe('what is deprecated', () => {
  it('is what the contract and its graph say, what goes first first', () => {
    const from = 'operationId: getHealth';
    const told = 'x-deprecation: { since: 2027-01-01, successor: listParcels }';
    const text = edited({ from, to: `${from}\n      deprecated: true\n      x-sunset: 2027-06-30\n      ${told}` });
    const graph = { sunsets: { 'Parcel.label': '2027-02-01' }, streams: undefined };

    expect(deprecatedIn(parseContract('parcels.yaml', text), graph as never)).toEqual([
      { name: 'Parcel.label', what: 'in the graph', sunset: '2027-02-01', functions: ['graph'] },
      {
        name: 'getHealth',
        what: 'GET /health',
        since: '2027-01-01',
        sunset: '2027-06-30',
        successor: 'listParcels',
        functions: ['getHealth'],
      },
    ]);
  });
});

describe('the verdict', () => {
  const use = (calls: number): TenantUse => ({
    tenant: 'acme',
    calls,
    lastSeen: new Date(now),
    clients: [],
    successorCalls: 0,
  });
  const told = (today: string) => ({ today, now: new Date(now), days: 30 });

  it.each([
    [
      'lets go what is over and nobody called',
      [],
      '2027-07-01',
      true,
      'It may go: nobody called it in the last 30 days.',
    ],
    [
      'lets go what only has callers of its successor',
      [use(0)],
      '2027-07-01',
      true,
      'It may go: nobody called it in the last 30 days.',
    ],
    [
      'keeps what somebody called',
      [use(1)],
      '2027-07-01',
      false,
      'It may not go: 1 tenant called it in the last 30 days.',
    ],
    ['keeps what has its last day today', [], '2027-06-30', false, 'It may not go: today is its last day.'],
    [
      'keeps what has days left, and says who called it',
      [use(1), use(2)],
      '2027-06-29',
      false,
      'It may not go: its last day is in 1 day, and 2 tenants called it in the last 30 days.',
    ],
  ] as const)('%s', (_, tenants, today, mayGo, reason) => {
    expect(verdictOf({ deprecated: createParcel, tenants }, told(today))).toEqual({ mayGo, reason });
  });

  it('is printed with a table of tenants', async () => {
    const console = recorded();
    const usage = await of(30);

    expect(report(usage === undefined ? [] : [usage], told('2027-07-10'), console)).toBe(false);
    expect(
      console.lines.join('\n'),
    ).toBe(`createParcel (POST /v1/parcels): deprecated since 2027-01-01, last day 2027-06-30, createParcelV2 takes its place

TENANT    CALLS  LAST SEEN      OF ITS SUCCESSOR  CLIENT
acme          3  1 h 0 min ago                 1  shop/1, curl/8
globex        1  5 h 0 min ago                 0
umbrella      0                                1

It may not go: 2 tenants called it in the last 30 days.
`);
  });

  it('is one JSON object for each', () => {
    const console = recorded();
    const usage = { deprecated: createParcel, tenants: [] };

    expect(reportJson([usage], told('2027-07-10'), console)).toBe(true);
    expect(JSON.parse(console.lines[0] ?? '')).toEqual({
      name: 'createParcel',
      since: '2027-01-01',
      sunset: '2027-06-30',
      successor: 'createParcelV2',
      mayGo: true,
      days: 30,
      tenants: [],
    });
  });
});
