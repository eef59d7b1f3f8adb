import { AsyncLocalStorage } from 'node:async_hooks';
import { facadeOf, Segment, Subsegment, type TraceNode } from './xray-segment.ts';

/**
 * Takes the place of `aws-xray-sdk-core` in bundles: the part of it that Powertools Tracer calls, for Lambda only.
 * The package (in maintenance) adds 127 KB with its samplers, plugins and patchers, none of which run in Lambda.
 */
interface MiddlewareStack {
  add(middleware: unknown, options: Readonly<Record<string, unknown>>): void;
}
interface ClientContext {
  readonly clientName?: string;
  readonly commandName?: string;
}
interface BuildArguments {
  readonly input: { readonly TableName?: string };
  readonly request: { headers: Record<string, string> };
}
type Next = (args: BuildArguments) => Promise<{ readonly output: { readonly $metadata?: Metadata } }>;
interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
}

const storage = new AsyncLocalStorage<{ node: TraceNode }>();

const getSegment = (): TraceNode => storage.getStore()?.node ?? facadeOf(process.env._X_AMZN_TRACE_ID);

function setSegment(node: TraceNode): void {
  const store = storage.getStore();
  if (store !== undefined) store.node = node;
}

function captureAsyncFunc<Result>(name: string, work: (subsegment: Subsegment) => Result): Result {
  const subsegment = getSegment().addNewSubsegment(name);
  return storage.run({ node: subsegment }, () => work(subsegment));
}

/** One subsegment a call, its retries included; the trace header goes with the request. */
function captureAWSv3Client<Client extends object>(client: Client): Client {
  const { middlewareStack, config } = client as { middlewareStack: MiddlewareStack; config: { region: unknown } };
  const middleware = (next: Next, context: ClientContext) => async (args: BuildArguments) => {
    const subsegment = getSegment().addNewSubsegment((context.clientName ?? 'AWS').replace(/Client$/, ''));
    subsegment.addAttribute('namespace', 'aws');
    args.request.headers['X-Amzn-Trace-Id'] = subsegment.header();
    const finish = async (metadata: Metadata = {}, error?: unknown) => {
      const region = typeof config.region === 'function' ? await config.region() : config.region;
      subsegment.addAttribute('aws', {
        operation: (context.commandName ?? '').replace(/Command$/, ''),
        region,
        request_id: metadata.requestId,
        retries: (metadata.attempts ?? 1) - 1,
        table_name: args.input.TableName,
      });
      subsegment.addAttribute('http', { response: { status: metadata.httpStatusCode } });
      subsegment.addStatusFlags(Number(metadata.httpStatusCode));
      if (error instanceof Error) subsegment.addError(error, true);
      subsegment.close();
    };
    try {
      const result = await next(args);
      await finish(result.output.$metadata);
      return result;
    } catch (error) {
      await finish((error as { $metadata?: Metadata }).$metadata, error);
      throw error;
    }
  };
  middlewareStack.add(middleware, { step: 'build', name: 'xrayInstrumentation', override: true });
  return client;
}

const nothing = (): void => {};

export default {
  captureAsyncFunc,
  captureAWSv3Client,
  getSegment,
  setSegment,
  Segment,
  Subsegment,
  captureHTTPsGlobal: nothing,
  setContextMissingStrategy: nothing,
  setLogger: nothing,
};
