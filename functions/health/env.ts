import type { Variable } from 'penstock/constructs/context';
import { readEnvironment } from 'penstock/runtime/env';
import type { health } from './infra.ts';

/** The variables of the health function. Throws one error that names all that are missing. */
export const readHealthEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['RELEASE_VERSION', 'AWS_REGION'] satisfies Variable<typeof health>[], source);
