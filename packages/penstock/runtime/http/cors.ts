import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { lazy } from '../lazy.ts';
import { headerValues } from './headers.ts';

/** The variables of a function whose answers pages of other origins may read; elsewhere there are none. */
export type CorsVariable = 'CORS_ORIGINS' | 'CORS_COOKIES';

/** Which pages may read what a function answers. */
export interface CorsSettings {
  /** As browsers write them; or `*` alone. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

type Environment = Readonly<Partial<Record<CorsVariable, string>>>;

/** Undefined: no page of another origin. */
export function readCors(environment: Environment): CorsSettings | undefined {
  const { CORS_ORIGINS: origins, CORS_COOKIES: cookies } = environment;
  if (origins === undefined) return undefined;
  return { origins: origins.split(' '), credentials: cookies === 'allowed' };
}

/** Of a deployed function. */
export const lambdaCors = lazy(() => readCors(process.env));

type Headers = Readonly<Record<string, string>>;
type Field = readonly [name: string, value: string];

/** What pages may always read, and what is meant for caches and browsers. */
const alwaysReadable = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
  'vary',
  'x-content-type-options',
]);

/**
 * What lets the page that asks read an answer, with all its headers; nothing for a page that may not.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
function allowing(
  { origins, credentials }: CorsSettings,
  origin: string | undefined,
  given: readonly Field[],
): Headers {
  const isEvery = origins.includes('*');
  if (!isEvery && (origin === undefined || !origins.includes(origin))) return {};
  const exposed = given.map(([name]) => name).filter((name) => !alwaysReadable.has(name.toLowerCase()));
  return {
    'Access-Control-Allow-Origin': isEvery ? '*' : String(origin),
    ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(exposed.length > 0 ? { 'Access-Control-Expose-Headers': exposed.join(', ') } : {}),
  };
}

const isVary = ([name]: readonly [string, ...unknown[]]): boolean => name.toLowerCase() === 'vary';

/** By what an answer varies: by the origin also for whom sends none, so that no cache gives that answer to a page. */
function varying({ origins }: CorsSettings, given: readonly Field[]): Headers {
  const values = given.filter(isVary).map(([, value]) => value);
  const isSaid = origins.includes('*') || values.some((value) => /(^|,)\s*(origin|\*)\s*(,|$)/i.test(value));
  const all = isSaid ? values : [...values, 'Origin'];
  return all.length === 0 ? {} : { Vary: all.join(', ') };
}

function addedTo(given: readonly Field[], settings: CorsSettings, event: APIGatewayProxyEvent): Headers {
  const origins = headerValues(event, 'Origin');
  return { ...varying(settings, given), ...allowing(settings, origins.length > 1 ? undefined : origins[0], given) };
}

const withoutVary = <Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'vary'));

interface Asked {
  readonly event: APIGatewayProxyEvent;
  readonly cors: CorsSettings | undefined;
}

/** The headers of an answer, with those that let pages read it that the contract lets in. */
export function readableByPages({ event, cors }: Asked, headers: Headers): Headers {
  return cors === undefined ? headers : { ...withoutVary(headers), ...addedTo(Object.entries(headers), cors, event) };
}

/** The same of an answer with headers of several values. */
export function answerPages({ event, cors }: Asked, answer: APIGatewayProxyResult): APIGatewayProxyResult {
  if (cors === undefined) return answer;
  const { headers = {}, multiValueHeaders = {} } = answer;
  const given = [...Object.entries(multiValueHeaders), ...Object.entries(headers)].map(
    ([name, value]): Field => [name, [value].flat().join(', ')],
  );
  return {
    ...answer,
    headers: { ...withoutVary(headers), ...addedTo(given, cors, event) },
    multiValueHeaders: withoutVary(multiValueHeaders),
  };
}
