import { describe, expect, it } from '@jest/globals';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { operationModule } from '../../contract/generate/operations.ts';
import { parseContract } from '../../contract/load.ts';
import { maxStreamTimeout, streamTimeoutChain, timeoutChain } from '../../contract/timeouts.ts';
import { edited, findingsOf } from './contract.ts';
import { type Case, expectFinding } from './rule-cases.ts';
import { watchParcel } from './streams.ts';

const watch = 'operationId: watchParcel';
const contract = parseContract('streams.yaml', edited(watchParcel));
const operation = contract.operations.find(({ operationId }) => operationId === 'watchParcel');

const cases: readonly Case[] = [
  {
    name: 'a stream that is no GET',
    edits: [{ after: '/v1/parcels/{parcelId}/events:', from: '    get:\n', to: '    put:\n' }],
    rule: 'streams',
    line: '    put:',
    message: 'watchParcel: expected GET of an operation that answers with text/event-stream, received PUT',
    fix: 'watch it by a GET',
  },
  {
    name: 'a stream of another status',
    edits: [{ after: watch, from: "'200':", to: "'201':" }],
    rule: 'streams',
    line: "'201':",
    after: watch,
    message: 'watchParcel: expected text/event-stream of 200 alone, received it of 201',
    fix: 'Answer 200 with the stream',
  },
  {
    name: 'another answer with content beside it',
    edits: [
      {
        after: watch,
        from: '          description: There is no more to come.\n',
        to: "          description: There is no more to come.\n          content: { application/json: { schema: { $ref: '#/components/schemas/Health' } } }\n",
      },
      { after: watch, from: "'204':", to: "'202':" },
    ],
    rule: 'streams',
    line: "'202':",
    after: watch,
    message: 'watchParcel: expected no content of 202 beside a stream, received application/json',
    fix: '204 where there is no more to come',
  },
  {
    name: 'a stream that cannot go on where it broke off',
    edits: [{ after: watch, from: 'name: Last-Event-ID', to: 'name: Last-Event' }],
    rule: 'streams',
    line: '    get:',
    after: '/v1/parcels/{parcelId}/events:',
    message:
      'watchParcel: expected the header parameter Last-Event-ID of a stream, optional, received no such parameter',
    fix: 'Declare Last-Event-ID',
  },
  {
    name: 'a stream that nobody could begin',
    edits: [
      {
        after: 'name: Last-Event-ID',
        from: '          in: header\n',
        to: '          in: header\n          required: true\n',
      },
    ],
    rule: 'streams',
    line: 'name: Last-Event-ID',
    message: 'optional, received a required one',
    fix: 'Declare Last-Event-ID',
  },
  {
    name: 'a stream whose concurrency is a default',
    edits: [{ after: watch, from: '        concurrency: 60\n', to: '' }],
    rule: 'streams',
    also: ['concurrency'],
    line: '      x-penstock:',
    after: watch,
    message: 'watchParcel: expected a concurrency of its own, received none: an open stream holds one',
    fix: 'Set how many streams may be open at once.',
  },
  {
    name: 'a stream that lasts longer than a function may',
    edits: [
      { after: watch, from: 'timeout: 60', to: 'timeout: 900' },
      { after: watch, from: 'rate: 1,', to: 'rate: 0.01,' },
    ],
    rule: 'timeout',
    line: 'timeout: 900',
    message: 'expected a timeout of at most 899 s of a stream, received 900',
    fix: 'Lower it',
  },
  {
    name: 'more streams a second than may be open',
    edits: [{ after: watch, from: 'rate: 1,', to: 'rate: 2,' }],
    rule: 'concurrency',
    line: 'concurrency: 60',
    message: 'watchParcel: expected concurrency of at least 120 (2/s for 60000 ms each), received 60',
    fix: 'lower the rate or the timeout',
  },
  {
    name: 'a p99 after which it has begun or failed',
    edits: [
      { after: watch, from: '        concurrency: 60\n', to: '        concurrency: 60\n        slo: { p99: 2800 }\n' },
    ],
    rule: 'slo',
    line: 'slo: { p99: 2800 }',
    message: 'watchParcel: expected slo.p99 below the deadline of 2800 ms',
    fix: 'Lower p99',
  },
];

describe('a contract with a stream', () => {
  it('has no finding, with a timeout that only a stream may have', () => {
    expect(findingsOf(edited(watchParcel))).toEqual([]);
    expect(
      findingsOf(
        edited(
          watchParcel,
          { after: watch, from: 'rate: 1,', to: 'rate: 0.01,' },
          { after: watch, from: 'timeout: 60', to: 'timeout: 899' },
        ),
      ),
    ).toEqual([]);
  });

  it.each(cases)('is told of $name', (one) => {
    expectFinding({ ...one, edits: [watchParcel, ...one.edits] });
  });
});

describe('the timeout chain of a stream', () => {
  it('begins in the time of a short operation, and then lasts', () => {
    expect(streamTimeoutChain(60)).toEqual({
      attempts: 3,
      attemptTimeout: 866,
      deadline: 2800,
      stream: 59_800,
      integration: 60_000,
      function: 61,
    });
  });

  it.each([1, 2, 3, 4, 60, maxStreamTimeout])('fits from the inside out at %i s', (timeout) => {
    const chain = streamTimeoutChain(timeout);

    expect(chain.deadline).toBeLessThanOrEqual(chain.stream ?? 0);
    expect(chain.stream).toBeLessThan(chain.integration);
    expect(chain.integration).toBeLessThan(chain.function * 1000);
    expect(chain.function).toBeLessThanOrEqual(900);
    expect(chain.deadline).toBeLessThanOrEqual(timeoutChain(3).deadline);
  });
});

describe('what is derived of a stream', () => {
  it('streams through the gateway, with HEAD as of any GET, and nothing else does', () => {
    const document = gatewayDocument(contract, {
      integrationUri: ({ timeouts }) => (timeouts.stream === undefined ? 'buffered' : 'streamed'),
      authorizerUri: 'authorizer',
    });
    const modes = Object.entries((document as { paths: Record<string, Record<string, never>> }).paths).flatMap(
      ([path, item]) =>
        Object.entries(item).flatMap(([method, operationOf]) => {
          const { responseTransferMode, uri, timeoutInMillis } = operationOf[
            'x-amazon-apigateway-integration'
          ] as Record<string, unknown>;
          return responseTransferMode === undefined && uri !== 'streamed'
            ? []
            : [[method, path, responseTransferMode, uri, timeoutInMillis]];
        }),
    );

    expect(modes).toEqual([
      ['get', '/v1/parcels/{parcelId}/events', 'STREAM', 'streamed', 60_000],
      ['head', '/v1/parcels/{parcelId}/events', 'STREAM', 'streamed', 60_000],
    ]);
  });

  it('has events in place of a body, and the deadline of the stream, in its descriptor', () => {
    const source = operation === undefined ? '' : operationModule(contract, operation);

    expect(source).toContain('readonly events: AsyncIterable<ServerSentEvent<Immutable<Parcel>>>;');
    expect(source).toContain('stream: { deadline: 59800 }');
    expect(source).toContain("mediaType: 'text/event-stream'");
    expect(source).toContain('import type { Immutable, OperationContract, ServerSentEvent }');
  });
});
