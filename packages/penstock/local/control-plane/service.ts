import type { Access } from '../endpoint/actions.ts';
import type { Answer, AwsService, Caller } from '../endpoint/service.ts';

/** A request to a service that has no `X-Amz-Target`. */
export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Of the credential's scope. */
  readonly region: string;
}

/** What the caller of a request may do. */
export interface May {
  readonly isOperator: boolean;
  access(access: Access): boolean;
}

/** The operator's. */
export const mayEverything: May = { isOperator: true, access: () => true };

/** A service that is told by the credential's scope; most are for the person who operates the local cloud alone. */
export interface ControlService {
  /** As the credential's scope names it, e.g. `cloudformation`. */
  readonly name: string;
  answer(request: ControlRequest, may: May): Promise<Answer>;
  /** What a function's role needs for a request; absent: no function is answered. */
  accesses?(request: ControlRequest): readonly Access[];
  /** As of other services. */
  resourceDecision?(caller: Caller, access: Access): ReturnType<NonNullable<AwsService['resourceDecision']>>;
  /** The answer to what no policy allows. */
  refusal?(message: string): Answer;
}

export function bytesAnswer(status: number, type: string, body: string | Buffer): Answer {
  return { status, headers: { 'content-type': type }, body: Buffer.from(body) };
}
