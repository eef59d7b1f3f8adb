import type { JsonObject } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { Access } from './actions.ts';

/** Who called: a function by its access key, or the person who operates the local cloud. */
export type Caller =
  | { readonly kind: 'function'; readonly fn: FunctionDefinition }
  | { readonly kind: 'operator'; readonly region: string };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A service of AWS behind the local endpoint, spoken to in JSON. */
export interface AwsService {
  /** `X-Amz-Target` up to its dot, e.g. `AmazonSQS`. */
  readonly target: string;
  /** As IAM names it, e.g. `sqs`. */
  readonly prefix: string;
  /** The HTTP status of a refusal. */
  readonly deniedStatus: number;
  /** What a request touches; undefined for an operation that the local cloud does not know. */
  accesses(operation: string, input: JsonObject): readonly Access[] | undefined;
  /** Whether the resource's own policy has a say: `undefined` where it has none. */
  resourceDecision?(caller: Caller, access: Access): 'allowed' | 'explicit-deny' | undefined;
  answer(operation: string, input: JsonObject, body: Buffer, caller: Caller): Promise<Answer>;
}

export function jsonAnswer(status: number, body: JsonObject, version: '1.0' | '1.1' = '1.0'): Answer {
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}` },
    body: Buffer.from(JSON.stringify(body)),
  };
}

export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** The answer of a service whose operations throw `ServiceError` for what they refuse. */
export async function answerOf(version: '1.0' | '1.1', work: () => JsonObject | Promise<JsonObject>): Promise<Answer> {
  try {
    return jsonAnswer(200, await work(), version);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return jsonAnswer(error.status, { __type: error.type, message: error.message }, version);
  }
}
