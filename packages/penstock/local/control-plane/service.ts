import type { Answer } from '../endpoint/service.ts';

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

/** A service that deploys and looks at what runs; it is for the person who operates the local cloud alone. */
export interface ControlService {
  /** As the credential's scope names it, e.g. `cloudformation`. */
  readonly name: string;
  answer(request: ControlRequest): Promise<Answer>;
}

export function bytesAnswer(status: number, type: string, body: string | Buffer): Answer {
  return { status, headers: { 'content-type': type }, body: Buffer.from(body) };
}
