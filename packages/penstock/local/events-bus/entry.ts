import { randomUUID } from 'node:crypto';
import { isObject, type JsonObject, number, parseJson, text, texts } from '../json.ts';
import type { BusEvent } from './definition.ts';

type Read = { readonly event: BusEvent } | { readonly problem: JsonObject };

/** The event of one entry of PutEvents, or why it is none. */
export function readEntry(entry: JsonObject, place: { readonly account: string; readonly region: string }): Read {
  const missing = ['Source', 'DetailType', 'Detail'].find((name) => (text(entry[name]) ?? '') === '');
  if (missing !== undefined) return invalidArgument(missing, `${missing} is a required argument.`);
  const [source, detailType] = [String(entry.Source), String(entry.DetailType)];
  if (detailType.length > longestTypeCharacters) {
    return invalidArgument('DetailType', `It has more than ${longestTypeCharacters} characters.`);
  }
  const detail = isTooDeep(String(entry.Detail)) ? undefined : parseJson(String(entry.Detail));
  if (!isObject(detail)) return failed('MalformedDetail', 'Detail is malformed.');
  if (source.startsWith('aws.')) return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const time = timeOf(entry.Time);
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: place.account,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region: place.region,
    resources: texts(entry.Resources),
    detail,
  } as const;
  return { event };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const longestTypeCharacters = 128;
/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const deepestLevels = 1100;

const busName = /^(arn:aws[\w-]*:events:[a-z]{2}-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[.\-_A-Za-z0-9]{1,1600}$/;
/** What the API's model says of an entry; one that breaks it fails the whole request. */
const constraints: readonly (readonly [broken: (entry: JsonObject) => boolean, expected: string])[] = [
  [
    ({ EventBusName: name }) => name !== undefined && !busName.test(String(name)),
    "'eventBusName' must be the name or the ARN of a bus",
  ],
  [
    ({ TraceHeader: header }) => header !== undefined && !(String(header).length >= 1 && String(header).length <= 500),
    "'traceHeader' must have length from 1 to 500",
  ],
  [
    ({ Resources }) => texts(Resources).some(({ length }) => length > 2048),
    "'resources' must have length of 2048 at most",
  ],
  [({ Time }) => Number.isNaN(timeOf(Time).getTime()), "'time' must be a timestamp"],
];

/** @returns what the first broken constraint says */
export const checkConstraints = (entry: JsonObject): string | undefined =>
  constraints.find(([broken]) => broken(entry))?.[1];

/** Of an entry's time in seconds since the epoch, or now. */
const timeOf = (time: unknown): Date => new Date(time === undefined ? Date.now() : (number(time) ?? Number.NaN) * 1000);

/** Told from the brackets outside of strings, so that what is too deep is never parsed. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (depth > deepestLevels) return true;
  }
  return false;
}

const failed = (ErrorCode: string, ErrorMessage: string): Read => ({ problem: { ErrorCode, ErrorMessage } });

const invalidArgument = (name: string, reason: string): Read =>
  failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${reason}`);
