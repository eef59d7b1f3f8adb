import type { AuthorizerVariable } from 'penstock/constructs/variables';
import { readEnvironment } from 'penstock/runtime/env';

const names = [
  'TOKEN_ISSUER',
  'TOKEN_AUDIENCE',
  'TOKEN_JWKS_URI',
  'USAGE_KEY_PREFIX',
] as const satisfies AuthorizerVariable[];

/** The variables of the authorizer. Throws one error that names all that are missing. */
export const readAccessEnv = (source?: Readonly<Record<string, string | undefined>>) => readEnvironment(names, source);
