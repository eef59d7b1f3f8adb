import { randomUUID } from 'node:crypto';
import { ServiceError } from '../endpoint/service.ts';
import { isObject, type JsonObject, list, number, parseJson, text, texts } from '../json.ts';
import type { Buses } from './bus.ts';
import type { BusDefinition, BusEvent } from './definition.ts';

/** All entries of a request together, in bytes. */
const sizeLimit = 256 * 1024;
const entryLimit = 10;

/**
 * Puts events on their buses; an entry that cannot be put is answered with its error, the others go on.
 *
 * @throws ServiceError for a request over the limits
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export async function putEvents(input: JsonObject, buses: Buses, account: string): Promise<JsonObject> {
  const entries = list(input.Entries).filter(isObject);
  if (entries.length === 0 || entries.length > entryLimit) {
    const received = `Value at 'entries' failed to satisfy constraint: Member must have length from 1 to ${entryLimit}`;
    throw new ServiceError('ValidationException', `1 validation error detected: ${received}`);
  }
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size >= sizeLimit) {
    throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  const results = await Promise.all(entries.map((entry) => putEntry(entry, buses, account)));
  const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
  return { FailedEntryCount: failed, Entries: results };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
export function sizeOf({ Time, Source, DetailType, Detail, Resources }: JsonObject): number {
  const bytes = (value: unknown) => Buffer.byteLength(text(value) ?? '');
  const resources = texts(Resources).reduce((sum, resource) => sum + bytes(resource), 0);
  return (Time === undefined ? 0 : 14) + bytes(Source) + bytes(DetailType) + bytes(Detail) + resources;
}

async function putEntry(entry: JsonObject, buses: Buses, account: string): Promise<JsonObject> {
  const detail = parseJson(text(entry.Detail) ?? '');
  const bus = buses.find(text(entry.EventBusName) ?? 'default');
  const problem = problemOf(entry, detail);
  if (problem !== undefined) return problem;
  // Events for a bus that is not there are taken by AWS and reach nobody.
  const id = randomUUID();
  if (bus !== undefined && isObject(detail)) await buses.put(bus, eventOf(entry, detail, id, bus, account));
  return { EventId: id };
}

function problemOf(entry: JsonObject, detail: unknown): JsonObject | undefined {
  const missing = ['Source', 'DetailType', 'Detail'].find((name) => (text(entry[name]) ?? '') === '');
  if (missing !== undefined) {
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (!isObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (String(entry.Source).startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return undefined;
}

function eventOf(entry: JsonObject, detail: JsonObject, id: string, bus: BusDefinition, account: string): BusEvent {
  const time = new Date((number(entry.Time) ?? Date.now() / 1000) * 1000);
  return {
    version: '0',
    id,
    'detail-type': String(entry.DetailType),
    source: String(entry.Source),
    account,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region: bus.region,
    resources: texts(entry.Resources),
    detail,
  };
}
