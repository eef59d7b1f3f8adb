import type { Log } from '../telemetry/log.ts';
import type { RelayResult } from './relay.ts';

/** One line a batch, and one for each change that was kept aside. */
export function reportRelay(
  log: Log,
  { published, skipped, retained, failed }: RelayResult,
  invocation: Readonly<Record<string, unknown>>,
): void {
  for (const { change, reason, detail } of retained) {
    const { sequenceNumber, version } = change;
    log.error('event not relayable', { ...invocation, sequenceNumber, version, reason, detail });
  }
  const fields = { ...invocation, published, skipped, retained: retained.length };
  if (failed === undefined) log.info('events relayed', fields);
  else log.warn('relay failed', { ...fields, sequenceNumber: failed.change.sequenceNumber }, failed.error);
}
