import { PassThrough } from 'node:stream';
import type { LambdaService } from '../lambda/service.ts';
import type { FunctionIntegration } from './definition.ts';
import { refuseMalformed, refuseResult } from './integration-failure.ts';
import type { Refusal, Reply, RequestContext } from './request-context.ts';
import { readStreamHead } from './stream-head.ts';

/** Milliseconds without a byte after which the gateway gives a stream of a regional API up. */
const idleLimitMs = 5 * 60_000;

export interface StreamedCall {
  readonly context: RequestContext;
  readonly integration: FunctionIntegration;
  readonly event: object;
  readonly lambda: Pick<LambdaService, 'invoke'>;
  readonly idleMs?: number;
}

/**
 * Calls a function whose answer goes out as it comes. Until its metadata is there, a failure is the gateway's answer; after
 * that it cuts the connection. A client that goes away ends nothing: the function runs on, and what it writes is dropped.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/145
 */
export function integrateStream(call: StreamedCall): Promise<Reply | Refusal> {
  const { context, integration, event, lambda, idleMs = idleLimitMs } = call;
  const began = performance.now();
  const answer = Promise.withResolvers<Reply | Refusal>();
  const body = new PassThrough();
  // Whoever writes the body out hears of its failure; before that there is nobody.
  body.on('error', () => {});
  let isOpen = false;
  const timers = createTimers(integration.timeout, idleMs, () => giveUp('timeout'));
  body.once('close', timers.clear);
  const giveUp = (result: Parameters<typeof refuseResult>[1]) => {
    timers.clear();
    const refusal = refuseResult(context, result);
    if (!isOpen) answer.resolve(refusal);
    // What the function still writes is dropped.
    body.destroy(isOpen ? new Error(context.integrationError) : undefined);
  };
  const open = (reply: Reply) => {
    isOpen = true;
    context.integrationLatency = Math.round(performance.now() - began);
    answer.resolve({ ...reply, stream: body });
  };
  const refuseHead = () => {
    timers.clear();
    answer.resolve(refuseMalformed(context));
    body.destroy();
  };
  const take = createIntake(context, body, { open, refuse: refuseHead, heard: timers.heard });
  const { functionArn: arn } = integration;
  lambda.invoke({ arn, event, trace: context.trace, started: timers.start, take }).then((result) => {
    timers.clear();
    if (result.kind !== 'result') giveUp(result);
    else if (isOpen) body.end();
    else refuseHead();
  }, answer.reject);
  return answer.promise;
}

interface Intake {
  readonly open: (reply: Reply) => void;
  readonly refuse: () => void;
  readonly heard: () => void;
}

/** Takes what the function writes: first the head, then the payload, as fast as the client takes it. */
function createIntake(context: RequestContext, body: PassThrough, { open, refuse, heard }: Intake) {
  let waiting: Buffer | undefined = Buffer.alloc(0);
  return async (chunk: Buffer): Promise<void> => {
    heard();
    if (waiting === undefined) return write(context, body, chunk);
    waiting = Buffer.concat([waiting, chunk]);
    const head = readStreamHead(waiting);
    if (head === 'incomplete') return;
    waiting = undefined;
    if (head === 'malformed') return refuse();
    open(head.reply);
    await write(context, body, head.payload);
  };
}

function write(context: RequestContext, body: PassThrough, chunk: Buffer): Promise<void> {
  if (body.destroyed || chunk.length === 0) return Promise.resolve();
  context.streamedBytes = (context.streamedBytes ?? 0) + chunk.length;
  return new Promise((resolve) => body.write(chunk, () => resolve()));
}

/** The whole integration's clock, which starts with the function, and the one that each byte sets back. */
function createTimers(timeoutMs: number, idleMs: number, expired: () => void) {
  let whole: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isOver = false;
  const heard = () => {
    clearTimeout(idle);
    if (!isOver) idle = setTimeout(expired, idleMs);
  };
  return {
    start: () => {
      whole = setTimeout(expired, timeoutMs);
      heard();
    },
    heard,
    clear: () => {
      isOver = true;
      clearTimeout(whole);
      clearTimeout(idle);
    },
  };
}
