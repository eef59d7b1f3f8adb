import type { FormatOptions } from './finding.ts';
import type { Contract, Operation } from './model.ts';

const columns: readonly (readonly [string, (operation: Operation) => string])[] = [
  ['operation', ({ operationId }) => operationId],
  ['route', ({ method, path }) => `${method} ${path}`],
  ['scope', ({ scopes }) => scopes.join(' ') || '-'],
  ['throttle', ({ policy }) => `${policy.throttle.rate}/s, burst ${policy.throttle.burst}`],
  ['timeout', ({ policy }) => `${policy.timeout} s`],
  ['idempotency', ({ policy }) => policy.idempotency],
  ['SLO', ({ policy }) => `${policy.slo.availability}%, p99 ${policy.slo.p99} ms`],
];

/** The operations of a contract with what they promise, as a table for a terminal. */
export function formatOperations({ operations }: Contract, { color = false }: FormatOptions = {}): string {
  const rows = [
    columns.map(([title]) => title),
    ...operations.map((operation) => columns.map(([, cell]) => cell(operation))),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line, index) => (color && index === 0 ? `\u001b[1m${line}\u001b[0m` : line)).join('\n');
}
