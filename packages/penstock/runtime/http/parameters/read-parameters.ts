import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ParameterContract } from '../../operation-contract.ts';
import { Problem } from '../../problem/problem.ts';
import { headerValue } from '../headers.ts';
import type { ParameterValue, RequestContext } from '../request-context.ts';
import { cookieTexts } from './cookies.ts';
import { amongNamed, claims, type NamedTexts } from './named-texts.ts';
import { oneText } from './one-text.ts';
import { pathText } from './path-texts.ts';
import { readValue } from './read-value.ts';

/** A problem document bounds both. */
interface Finding {
  readonly parameter: string;
  readonly detail: string;
}

type Values = Record<string, ParameterValue>;

/** Headers that another step of the chain reads. */
const readElsewhere = new Set(['x-correlation-id', 'traceparent', 'idempotency-key']);

/**
 * Reads path, query, header and cookie parameters by the contract and reports every mistake at once.
 * A path parameter that breaks the contract names nothing that could exist: 404.
 */
export function readParameters(context: RequestContext): void {
  const { contract, event } = context;
  const of = (place: ParameterContract['in']) => contract.parameters.filter((parameter) => parameter.in === place);
  context.path = readPath(of('path'), contract.path, event);
  const errors: Finding[] = [];
  context.query = readQuery(of('query'), queryTexts(event), errors);
  context.headers = readHeaders(of('header'), event, errors);
  // Cookies that the contract does not name are of other applications of the site.
  context.cookies = readNamed(of('cookie'), cookieTexts(event), errors).values;
  if (errors.length === 0) return;
  const named = errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
  throw new Problem('invalid-parameter', `${named.join('; ').slice(0, 1000)}.`, { errors });
}

function readPath(contracts: readonly ParameterContract[], template: string, event: APIGatewayProxyEvent): Values {
  const read: Values = {};
  for (const contract of contracts) {
    const { name, style = 'simple', explode = false } = contract;
    const { raw, decode } = pathText(event.path, template, name, event.pathParameters?.[name] ?? '');
    const reading = readValue(contract, oneText(raw, { name, style, explode }, decode));
    if (reading === undefined || !('value' in reading)) throw new Problem('not-found', 'There is nothing here.');
    read[name] = reading.value;
  }
  return read;
}

function readQuery(contracts: readonly ParameterContract[], texts: NamedTexts, errors: Finding[]): Values {
  const { values, left } = readNamed(contracts, texts, errors);
  for (const name of left) errors.push({ parameter: name, detail: 'is not a parameter of this operation' });
  return values;
}

/** Parameters among named texts, and the names that none of them takes. */
function readNamed(contracts: readonly ParameterContract[], texts: NamedTexts, errors: Finding[]) {
  const values: Values = {};
  const taken = claims(contracts, [...texts.keys()]);
  for (const contract of contracts) {
    take(contract, amongNamed(contract, taken.get(contract) ?? [], texts), values, errors);
  }
  const claimed = new Set([...taken.values()].flat());
  return { values, left: [...texts.keys()].filter((name) => !claimed.has(name)) };
}

/** A list in a header may have spaces around its items (RFC 9110, 5.6.1); nothing in it is decoded. */
function readHeaders(contracts: readonly ParameterContract[], event: APIGatewayProxyEvent, errors: Finding[]): Values {
  const values: Values = {};
  for (const contract of contracts.filter(({ name }) => !readElsewhere.has(name.toLowerCase()))) {
    const { name, explode = false } = contract;
    const written = oneText(headerValue(event, name), { name, style: 'simple', explode }, (text) => text);
    const trimmed = { ...written, parts: () => written.parts()?.map((part) => part.trim()) };
    const entries = () => written.entries()?.map(([member, text]) => [member.trim(), text.trim()] as const);
    take(contract, { ...trimmed, entries }, values, errors);
  }
  return values;
}

function take(
  contract: ParameterContract,
  written: Parameters<typeof readValue>[1],
  values: Values,
  errors: Finding[],
): void {
  const reading = readValue(contract, written);
  if (reading === undefined) return;
  if ('value' in reading) values[contract.name] = reading.value;
  else errors.push({ parameter: contract.name, detail: reading.detail });
}

function queryTexts(event: APIGatewayProxyEvent): NamedTexts {
  const texts = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(event.queryStringParameters ?? {})) texts.set(name, [value ?? '']);
  for (const [name, all] of Object.entries(event.multiValueQueryStringParameters ?? {})) texts.set(name, all ?? []);
  return texts;
}
