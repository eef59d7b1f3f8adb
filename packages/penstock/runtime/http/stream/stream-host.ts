import type { Writable } from 'node:stream';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** What the runtime of Lambda hands to a streamed handler; of Writable, it has what is written with. */
export type ResponseStream = Pick<Writable, 'write' | 'end' | 'on' | 'once' | 'off'>;

export interface StreamHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

export type StreamHandler = (event: APIGatewayProxyEvent, stream: ResponseStream, context: Context) => Promise<void>;

/** Who takes a streamed answer. */
export interface StreamHost {
  /** Tells the host that this handler streams. */
  streamify(handler: StreamHandler): StreamHandler;
  /** Puts the head before what is written. */
  begin(stream: ResponseStream, head: StreamHead): ResponseStream;
}

/**
 * The managed Node.js runtime, by its global. Where there is none, as in tests, a handler stays as it is and takes its host
 * from whoever calls.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export const lambdaHost: StreamHost = {
  streamify: (handler) => (hasRuntime() ? (awslambda.streamifyResponse(handler) as StreamHandler) : handler),
  begin: (stream, head) => awslambda.HttpResponseStream.from(stream as Writable, { ...head }),
};

/** The SDK makes the global too, for a store of its own. */
const hasRuntime = (): boolean => typeof awslambda !== 'undefined' && typeof awslambda.streamifyResponse === 'function';
