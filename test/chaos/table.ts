import type { Death, Isolation } from './isolation.ts';
import type { Plan } from './plan.ts';
import type { Report } from './run.ts';
import { distinct } from './verdict.ts';

export interface Row {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

/** The most that calls may be of the arrivals while the provider is away, and deliveries slower by a dead subscriber. */
const CALLS = 1.1;
const SLOWER = 1.2;

/** What was promised, beside what was found. */
export function rows({ aftermath, faults, outage, isolation }: Report, plan: Plan): readonly Row[] {
  const { accepted, charges, orders, deadLetters, poison, subscribers } = aftermath;
  const count = (prefix: RegExp) => faults.filter((fault) => prefix.test(fault)).length;
  const row = (what: string, expected: string, found: string, ok: boolean): Row => ({ what, expected, found, ok });
  const paid = orders.filter(({ status }) => status === 'paid').length;
  const failed = orders.filter(({ status }) => status === 'payment_failed').length;
  const wrongOrders = count(/^order /);
  const absent = count(/ never got /);
  const wrongLetters = count(/^(no poison|poison that|dead)/);
  const receipts = subscribers.flatMap(({ received }) => [...received.values()]);
  const repeats = receipts.reduce((sum, receipt) => sum + receipt.count - 1, 0);
  const calls = outage.calls / Math.max(1, outage.arrivals);
  return [
    row('orders accepted', String(plan.orders), String(accepted.length), accepted.length === plan.orders),
    row(
      'orders that end as the provider recorded',
      'all, one charge each',
      `${paid} paid, ${failed} failed, ${charges.length} charges, ${wrongOrders} wrong`,
      wrongOrders === 0,
    ),
    row(
      'events that live subscribers got',
      'all, at least once',
      `${receipts.length} (and ${repeats} again), ${absent} missing`,
      absent === 0 && count(/badly signed/) === 0,
    ),
    row(
      'messages in dead-letter queues',
      `the ${poison.length} poison`,
      `${distinct(deadLetters)} (and ${deadLetters.length - distinct(deadLetters)} again), ${wrongLetters} wrong`,
      wrongLetters === 0,
    ),
    row(
      `calls to the provider in ${outage.seconds.toFixed(0)} s of outage, by arrivals`,
      `at most ${CALLS}`,
      `${calls.toFixed(2)} (${outage.calls} / ${outage.arrivals})`,
      calls <= CALLS,
    ),
    ...(isolation === undefined
      ? []
      : [
          row('deliveries while that is measured', 'all come', `${isolation.lost} lost`, isolation.lost === 0),
          slower('with one that is down', isolation.down, isolation.without),
          slower('with one that never answers', isolation.silent, isolation.without),
        ]),
  ];
}

const slower = (what: string, dead: Isolation[Death], without: Isolation['without']): Row => {
  const { p99, p50, deliveries, ignored, onset } = dead;
  const details = [
    `${p99} ms / ${without.p99} ms`,
    `p50 ${p50} / ${without.p50}`,
    `${onset} ms in its first seconds`,
    `${deliveries} deliveries`,
    `${ignored} attempts at it`,
  ];
  return {
    what: `delivery p99 ${what}, by without`,
    expected: `at most ${SLOWER}`,
    found: `${(p99 / without.p99).toFixed(2)} (${details.join('; ')})`,
    ok: p99 <= without.p99 * SLOWER && ignored > 0,
  };
};

export function printed(all: readonly Row[], { injected, changes }: Report): string {
  const cells = all.map(({ what, expected, found, ok }) => [what, expected, found, ok ? 'yes' : 'NO']);
  const head = ['promise', 'expected', 'found', 'kept'];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => (row[column] ?? '').length)));
  const lines = [head, ...cells].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    ...lines,
    '',
    `Injected: ${Object.entries(injected)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')}.`,
    `Not as declared, for the run: ${changes.join('; ')}.`,
  ].join('\n');
}
