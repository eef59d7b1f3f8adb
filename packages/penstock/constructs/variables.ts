import type { AuthorizerVariable } from '../runtime/access/env.ts';
import type { SunsetVariable } from '../runtime/core/runtime.ts';
import type { GraphVariable } from '../runtime/graph/env.ts';
import type { CorsVariable } from '../runtime/http/cors.ts';
import type { ReferenceVariable } from '../runtime/reference/env.ts';
import type { RelayVariable } from '../runtime/stream/env.ts';

/** What a relay finds beside what every function does, by the names that it reads. */
const ofRelays = {
  eventBus: 'EVENT_BUS',
  eventSource: 'EVENT_SOURCE',
  relayFailures: 'RELAY_FAILURES_URL',
  relayKeepAfter: 'RELAY_KEEP_AFTER',
} as const satisfies Readonly<Record<string, RelayVariable>>;

/** What the authorizer finds of the stage's issuer and its usage keys. */
const ofAuthorizer = {
  rateLimitPolicies: 'RATE_LIMIT_POLICIES',
  tokenAudience: 'TOKEN_AUDIENCE',
  tokenClaims: 'TOKEN_CLAIMS',
  tokenIssuer: 'TOKEN_ISSUER',
  tokenJwksUri: 'TOKEN_JWKS_URI',
  usageKeyPrefix: 'USAGE_KEY_PREFIX',
} as const satisfies Readonly<Record<string, AuthorizerVariable>>;

/** The variables by which the kit's constructs tell functions something, and its rules find it again. */
export const variables = {
  ...ofRelays,
  ...ofAuthorizer,
  afterSunset: 'AFTER_SUNSET' satisfies SunsetVariable,
  corsCookies: 'CORS_COOKIES' satisfies CorsVariable,
  corsOrigins: 'CORS_ORIGINS' satisfies CorsVariable,
  graphDocuments: 'GRAPH_DOCUMENTS' satisfies GraphVariable,
  graphIntrospection: 'GRAPH_INTROSPECTION' satisfies GraphVariable,
  referencePages: 'REFERENCE_PAGES' satisfies ReferenceVariable,
} as const;
