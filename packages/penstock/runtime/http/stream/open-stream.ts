import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { CallFacts } from '../../core/call.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { OperationContract } from '../../operation-contract.ts';
import type { CorsSettings } from '../cors.ts';
import { openRequestContext } from '../request-context.ts';
import { openLifetime } from './lifetime.ts';
import type { ResponseStream } from './stream-host.ts';
import type { StreamContext } from './stream-transport.ts';

/** Milliseconds kept back to end a stream before the host ends the invocation. */
const END_RESERVE_MS = 50;

interface Opening {
  readonly contract: OperationContract;
  readonly event: APIGatewayProxyEvent;
  readonly stream: ResponseStream;
  readonly context: Context;
  readonly lasts: number;
  readonly startedAt: number;
  readonly cors: CorsSettings | undefined;
  readonly afterSunset?: Runtime['afterSunset'];
}

/** A request that may be answered until its stream's deadline, or the end of its host. */
export function openStreamContext({
  contract,
  event,
  stream,
  context,
  lasts,
  startedAt,
  cors,
  afterSunset,
}: Opening): StreamContext {
  const hostEndsAt = startedAt + context.getRemainingTimeInMillis() - END_RESERVE_MS;
  const deadlineAt = Math.min(startedAt + lasts, hostEndsAt);
  return {
    ...openRequestContext(contract, event, context, startedAt, { cors, afterSunset }),
    stream,
    lifetime: openLifetime(stream, deadlineAt, startedAt),
  };
}

/** What a handler has begun lasts as long as the stream; what it has not when it must have, ends as any other work. */
export function lasting({ lifetime }: StreamContext, facts: CallFacts): CallFacts {
  const { deadlineAt } = lifetime;
  return { ...facts, deadlineAt, signal: AbortSignal.any([facts.signal, lifetime.signal]) };
}
