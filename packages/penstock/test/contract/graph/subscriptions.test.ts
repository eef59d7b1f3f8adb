import { describe, expect, it } from '@jest/globals';
import { parseContract } from '../../../contract/load.ts';
import { edited } from '../contract.ts';
import { watchParcel } from '../streams.ts';
import { editedGraph, graphFindings, read, subscriptionOf } from './graph.ts';

const contract = parseContract('streams.yaml', edited(watchParcel));
const promises = '@penstock(throttle: { rate: 0.5, burst: 20 }, timeout: 40, concurrency: 20)';

describe('the subscriptions of a graph', () => {
  it('have an endpoint of their own, with the timeouts of a stream and the scopes of their fields', () => {
    expect(read(editedGraph(subscriptionOf(promises)), contract)).toMatchObject({
      endpoint: { operationId: 'graph', path: '/graphql', timeouts: { integration: 5000 } },
      streams: {
        operationId: 'graphStreams',
        method: 'POST',
        furtherMethods: ['GET', 'HEAD'],
        path: '/graphql/stream',
        security: [{ credential: 'token', scopes: ['parcels:read'] }],
        headers: ['Last-Event-ID'],
        policy: { throttle: { rate: 0.5, burst: 20 }, concurrency: 20 },
        timeouts: { deadline: 2800, stream: 39_800, integration: 40_000, function: 41 },
      },
    });
  });

  it('take no argument for the event that was seen last: a client names it by its header', () => {
    expect(graphFindings(editedGraph(subscriptionOf(promises)), contract)).toEqual([]);
  });

  it('are none where there is none', () => {
    expect(read().streams).toBeUndefined();
  });

  it.each([
    [
      'no number of those that may be open',
      '@penstock(timeout: 1)',
      'streams',
      'concurrency of their own, received none',
    ],
    [
      'more than there is room for',
      '@penstock(throttle: { rate: 1, burst: 1 }, timeout: 40, concurrency: 39)',
      'concurrency',
      'the subscriptions: expected concurrency of at least 40 (1/s for 40000 ms each), received 39',
    ],
    [
      'longer than a function runs',
      '@penstock(throttle: { rate: 0.01, burst: 1 }, timeout: 900, concurrency: 20)',
      'timeout',
      'expected a timeout of at most 899 s of a stream, received 900',
    ],
    [
      'a burst that is none',
      '@penstock(throttle: { rate: 1, burst: -1 }, timeout: 4, concurrency: 20)',
      'policy',
      '-1',
    ],
  ])('are refused with %s', (_, given, rule, message) => {
    const findings = graphFindings(editedGraph(subscriptionOf(given)), contract);
    expect(findings).toContainEqual(expect.objectContaining({ rule, message: expect.stringContaining(message) }));
  });

  it('are where a stream is served, and not among queries', () => {
    const asQuery = {
      from: 'type Query {',
      to: 'type Query {\n  events(id: ID! @parameter(name: "parcelId")): Parcel @useCase(operationId: "watchParcel") @requiresScopes(scopes: [["parcels:read"]])',
    };
    expect(graphFindings(editedGraph(asQuery), contract)).toEqual([
      expect.objectContaining({
        rule: 'graph-use-case',
        message: 'expected a GET, received watchParcel, a stream',
        fix: 'Move the field to Subscription.',
      }),
    ]);
  });
});
