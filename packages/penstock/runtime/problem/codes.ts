/** Every problem that a function can report: its HTTP status, its title, and whether sending the request again can help. */
export const problemCodes = {
  'bad-request': { status: 400, title: 'Bad request', retryable: false },
  'malformed-json': { status: 400, title: 'Malformed JSON', retryable: false },
  'invalid-parameter': { status: 400, title: 'Invalid parameter', retryable: false },
  'idempotency-key-invalid': { status: 400, title: 'Invalid Idempotency-Key', retryable: false },
  unauthorized: { status: 401, title: 'Unauthorized', retryable: false },
  forbidden: { status: 403, title: 'Forbidden', retryable: false },
  'not-found': { status: 404, title: 'Not found', retryable: false },
  'method-not-allowed': { status: 405, title: 'Method not allowed', retryable: false },
  'not-acceptable': { status: 406, title: 'Not acceptable', retryable: false },
  'invalid-state': { status: 409, title: 'Invalid state', retryable: false },
  gone: { status: 410, title: 'Gone', retryable: false },
  'precondition-failed': { status: 412, title: 'Precondition failed', retryable: false },
  'payload-too-large': { status: 413, title: 'Payload too large', retryable: false },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type', retryable: false },
  validation: { status: 422, title: 'Validation failed', retryable: false },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key reused', retryable: false },
  'precondition-required': { status: 428, title: 'Precondition required', retryable: false },
  'budget-exceeded': { status: 429, title: 'Budget exceeded', retryable: true },
  'internal-error': { status: 500, title: 'Internal error', retryable: false },
  'service-unavailable': { status: 503, title: 'Service unavailable', retryable: true },
  'deadline-exceeded': { status: 504, title: 'Deadline exceeded', retryable: true },
} as const;

export type ProblemCode = keyof typeof problemCodes;

/** Every problem that a call can be answered with: the gateway has some of its own, and reports others too. */
export const allProblemCodes = {
  ...problemCodes,
  'request-timeout': { status: 408, title: 'Request timeout', retryable: true },
  'too-many-requests': { status: 429, title: 'Too many requests', retryable: true },
  'quota-exceeded': { status: 429, title: 'Quota exceeded', retryable: true },
  'header-fields-too-large': { status: 431, title: 'Request header fields too large', retryable: false },
} as const;

/** The `type` of a problem with a code (RFC 9457, 3.1.1). */
export const problemType = <Code extends string>(code: Code): `urn:penstock:problem:${Code}` =>
  `urn:penstock:problem:${code}`;
