import { readBody } from '../http/body/read-body.ts';
import type { RequestContext } from '../http/request-context.ts';
import { Problem } from '../problem/problem.ts';
import { limitRefusal } from './refusal.ts';
import { batchRefusal } from './safety/parse-document.ts';

/** What a request asks for: the parameters of GraphQL over HTTP. */
export interface GraphRequest {
  /** Undefined: the document is named by its hash, in `documentId` or in an extension. */
  readonly query: string | undefined;
  readonly documentId: unknown;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Bytes of a request: a document of the most characters, and the largest body that an operation takes. */
const MAX_REQUEST_BYTES = 128 * 1024;

/**
 * The parameters of a request, of its body or of its URL.
 *
 * @throws Problem for what is no well-formed GraphQL-over-HTTP request
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Request
 */
export function readGraphRequest(context: RequestContext): GraphRequest {
  return toRequest(context.event.httpMethod === 'POST' ? bodyOf(context) : parametersOf(context));
}

function bodyOf(context: RequestContext): Readonly<Record<string, unknown>> {
  readBody(context, MAX_REQUEST_BYTES);
  const { body } = context;
  if (Array.isArray(body)) throw limitRefusal(batchRefusal(body));
  if (typeof body === 'object' && body !== null) return { ...body };
  throw new Problem('bad-request', 'The body must be a JSON object with the member query.');
}

/** In a URL maps are JSON. */
function parametersOf({ event }: RequestContext): Readonly<Record<string, unknown>> {
  const all = event.multiValueQueryStringParameters ?? {};
  const repeated = Object.keys(all).find((name) => (all[name]?.length ?? 0) > 1);
  if (repeated !== undefined) throw invalid(repeated, 'may be sent only once');
  const { query, documentId, operationName, variables, extensions } = event.queryStringParameters ?? {};
  return {
    query,
    documentId,
    operationName: operationName === '' ? undefined : operationName,
    variables: parsed('variables', variables),
    extensions: parsed('extensions', extensions),
  };
}

function parsed(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, 'must be JSON');
  }
}

function toRequest(given: Readonly<Record<string, unknown>>): GraphRequest {
  const { query, documentId, operationName, variables, extensions } = given;
  if (query !== undefined && query !== null && typeof query !== 'string') throw invalid('query', 'must be a text');
  if (typeof (operationName ?? '') !== 'string') throw invalid('operationName', 'must be a string or null');
  return {
    query: typeof query === 'string' ? query : undefined,
    documentId,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: mapOf('variables', variables),
    extensions: mapOf('extensions', extensions),
  };
}

function mapOf(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value };
  throw invalid(name, 'must be an object or null');
}

const invalid = (parameter: string, detail: string): Problem =>
  new Problem('bad-request', `The parameter ${parameter} ${detail}.`, { errors: [{ parameter, detail }] });
