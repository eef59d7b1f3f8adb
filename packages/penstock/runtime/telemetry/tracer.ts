import { Tracer as PowertoolsTracer } from '@aws-lambda-powertools/tracer';
import { bestEffort } from './best-effort.ts';
import { describeError } from './error-description.ts';

/** What the runtime needs of tracing; X-Ray today. */
export interface Tracer {
  /** Runs work as one named unit of the trace and records whether it threw. */
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** Puts a searchable value on the unit that runs now. */
  annotate(key: string, value: string | number | boolean): void;
  /** Makes an AWS SDK client report its calls. */
  instrument<Client>(client: Client): Client;
}

/** Powertools turns it on in Lambda only; neither responses nor global HTTP are captured. */
export function createTracer(
  service: string,
  tracer = new PowertoolsTracer({ serviceName: service, captureHTTPsRequests: false }),
): Tracer {
  return tracer.isTracingEnabled() ? active(tracer) : silentTracer;
}

export const silentTracer: Tracer = {
  run: (_name, work) => work(),
  annotate: () => {},
  instrument: (client) => client,
};

const active = (tracer: PowertoolsTracer): Tracer => ({
  run: <Result>(name: string, work: () => Promise<Result>) =>
    // Powertools types the result as unknown; it is what the function given to it returns.
    tracer.provider.captureAsyncFunc(name, async (subsegment) => {
      bestEffort(
        () => tracer.annotateColdStart(),
        () => tracer.addServiceNameAnnotation(),
      );
      try {
        return await work();
      } catch (error) {
        bestEffort(() => tracer.addErrorAsMetadata(readable(error)));
        throw error;
      } finally {
        bestEffort(() => subsegment?.close());
      }
    }) as Promise<Result>,
  annotate: (key, value) => bestEffort(() => tracer.putAnnotation(key, value)),
  instrument: (client) => tracer.captureAWSv3Client(client),
});

/** X-Ray reads name, message and stack, and would send on whatever else an error carries. */
function readable(thrown: unknown): Error {
  const { name = 'Error', message, stack } = describeError(thrown);
  return Object.assign(new Error(message), { name, stack });
}
