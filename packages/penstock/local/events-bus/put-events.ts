import { ServiceError } from '../endpoint/service.ts';
import { isObject, type JsonObject, list, text, texts } from '../json.ts';
import type { Buses } from './bus.ts';
import { checkConstraints, readEntry } from './entry.ts';

/**
 * All entries of a request together are smaller than this, in bytes. AWS has announced 1 MB
 * (https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb); the
 * user guide and the contract's own limit still say this much, and what fits here fits there.
 */
const sizeLimitBytes = 256 * 1024;
const entryLimit = 10;

/**
 * Accepts events for their buses; an entry that is no event is answered with its error, the others go on. What becomes
 * of an event once it is accepted is no concern of the publisher's.
 *
 * @throws ServiceError for a request over the limits
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function putEvents(input: JsonObject, buses: Buses, account: string): JsonObject {
  const entries = list(input.Entries).filter(isObject);
  if (entries.length === 0 || entries.length > entryLimit) {
    throw invalid(`Value at 'entries' failed to satisfy constraint: Member must have length from 1 to ${entryLimit}`);
  }
  for (const entry of entries) {
    const broken = checkConstraints(entry);
    if (broken !== undefined) throw invalid(broken);
  }
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size >= sizeLimitBytes) {
    throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const results = entries.map((entry) => putEntry(entry, buses, account));
  const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
  return { FailedEntryCount: failed, Entries: results };
}

const invalid = (reason: string) => new ServiceError('ValidationException', `1 validation error detected: ${reason}`);

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
export function sizeOf({ Time, Source, DetailType, Detail, Resources }: JsonObject): number {
  const bytes = (value: unknown) => Buffer.byteLength(text(value) ?? '');
  const resources = texts(Resources).reduce((sum, resource) => sum + bytes(resource), 0);
  return (Time === undefined ? 0 : 14) + bytes(Source) + bytes(DetailType) + bytes(Detail) + resources;
}

function putEntry(entry: JsonObject, buses: Buses, account: string): JsonObject {
  const bus = buses.find(text(entry.EventBusName) ?? 'default');
  const read = readEntry(entry, { account, region: bus?.region ?? '' });
  if ('problem' in read) return read.problem;
  try {
    // Events for a bus that is not there are taken by AWS and reach nobody.
    if (bus !== undefined) buses.put(bus, read.event);
    return { EventId: read.event.id };
  } catch (error) {
    return { ErrorCode: 'InternalFailure', ErrorMessage: `The event cannot be stored: ${error}` };
  }
}
