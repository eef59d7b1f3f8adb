import type { IncomingMessage } from 'node:http';
import { type JsonObject, object, parseJson } from '../json.ts';
import type { Access } from './actions.ts';
import type { Answer } from './service.ts';

/** A request to a service whose operations are methods and paths. */
export interface RestRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: JsonObject;
}

/** What a request asks for. */
export interface RestOperation {
  readonly name: string;
  readonly access: Access;
  answer(): Answer;
}

/** A service of AWS behind the local endpoint that is told by the scope of a request's signature. */
export interface RestService {
  /** As signatures and IAM name it, e.g. `apigateway`. */
  readonly prefix: string;
  /** The HTTP status of a refusal. */
  readonly deniedStatus: number;
  /** Undefined for what the local cloud does not know. */
  operation(request: RestRequest): RestOperation | undefined;
}

export function restAnswer(status: number, body: JsonObject = {}): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body)) };
}

export function restError(status: number, type: string, message: string): Answer {
  const answer = restAnswer(status, { message });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

export function readRest({ method = '', url = '/' }: IncomingMessage, body: Buffer): RestRequest {
  const { pathname, searchParams } = new URL(url, 'http://endpoint');
  const path = pathname.split('/').slice(1).map(decodeURIComponent);
  return { method, path, query: searchParams, body: object(parseJson(body.toString('utf8'))) };
}
