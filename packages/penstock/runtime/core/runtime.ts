import { lazy } from '../lazy.ts';
import { readTelemetryEnv } from '../telemetry/env.ts';
import { createTelemetry, type Telemetry } from '../telemetry/telemetry.ts';

/** What every function runs on. */
export interface Runtime {
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether what has a sunset is answered after it. Absent: it is. */
  readonly afterSunset?: 'refused' | undefined;
}

/** The variable of functions whose stage refuses deprecated operations after their sunset. */
export type SunsetVariable = 'AFTER_SUNSET';

export const readAfterSunset = (
  environment: Readonly<Partial<Record<SunsetVariable, string>>>,
): Runtime['afterSunset'] => (environment.AFTER_SUNSET === 'refused' ? 'refused' : undefined);

/** The runtime of a deployed function: telemetry named by its environment, and the system's clock. */
export const lambdaRuntime = lazy((): Runtime => {
  const env = readTelemetryEnv();
  return {
    telemetry: createTelemetry({
      namespace: env.POWERTOOLS_METRICS_NAMESPACE,
      stage: env.PENSTOCK_STAGE,
      service: env.POWERTOOLS_SERVICE_NAME,
    }),
    now: Date.now,
    afterSunset: readAfterSunset(process.env),
  };
});
