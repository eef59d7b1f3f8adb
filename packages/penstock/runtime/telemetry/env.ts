import { readEnvironment } from '../env.ts';

/**
 * The variables of every function: its stage, and what its logs and metrics are told apart by from those of other apps.
 * Throws one error that names all that are missing.
 */
export const readTelemetryEnv = () =>
  readEnvironment(['PENSTOCK_STAGE', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE']);

export type TelemetryVariable = keyof ReturnType<typeof readTelemetryEnv>;
