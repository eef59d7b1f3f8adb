import type { Consumer } from './events/model.ts';
import type { FormatOptions } from './finding.ts';
import type { Contract, Operation } from './model.ts';

type Columns<Row> = readonly (readonly [string, (row: Row) => string])[];

const ofOperations: Columns<Operation> = [
  ['operation', ({ operationId }) => operationId],
  ['route', ({ method, path }) => `${method} ${path}`],
  ['scope', ({ scopes }) => scopes.join(' ') || '-'],
  ['throttle', ({ policy }) => `${policy.throttle.rate}/s, burst ${policy.throttle.burst}`],
  ['timeout', ({ policy }) => `${policy.timeout} s`],
  ['idempotency', ({ policy }) => policy.idempotency],
  ['SLO', ({ policy }) => `${policy.slo.availability}%, p99 ${policy.slo.p99} ms`],
];

const ofConsumers: Columns<Consumer> = [
  ['consumer', ({ name }) => name],
  ['queue', ({ queue, fair }) => (fair ? `${queue}, fair` : queue)],
  ['takes', ({ patterns, messages }) => [...patterns, ...messages].join(' ')],
  ['timeout', ({ timeout }) => `${timeout} s`],
  ['visibility', ({ visibilityTimeout }) => `${visibilityTimeout} s`],
  ['at once', ({ concurrency, batchSize }) => `${concurrency} x ${batchSize}`],
  ['retries', ({ retryWindow, maxReceiveCount }) => `${retryWindow} s, ${maxReceiveCount} receives`],
  ['waits', ({ backoff }) => `${backoff.base} to ${backoff.cap} s`],
];

/** The operations of a contract with what they promise, as a table for a terminal. */
export function formatOperations({ operations }: Contract, options: FormatOptions = {}): string {
  return formatTable(ofOperations, operations, options);
}

/** The consumers with what their queues promise, as a table for a terminal. */
export function formatConsumers(consumers: readonly Consumer[], options: FormatOptions = {}): string {
  return formatTable(ofConsumers, consumers, options);
}

function formatTable<Row>(columns: Columns<Row>, all: readonly Row[], { color = false }: FormatOptions): string {
  const rows = [columns.map(([title]) => title), ...all.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (color && index === 0 ? `\u001b[1m${line}\u001b[0m` : line)).join('\n');
}
