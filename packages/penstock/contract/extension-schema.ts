const requests = { type: 'number', exclusiveMinimum: 0, maximum: 100_000 };
const burst = { type: 'integer', minimum: 1, maximum: 100_000 };

const defaults = {
  throttle: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: { rate: requests, burst },
  },
  // How large it may be is a rule of its own, which can say why.
  timeout: { type: 'integer', minimum: 1 },
  slo: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      availability: { type: 'number', minimum: 90, exclusiveMaximum: 100 },
      p99: { type: 'integer', minimum: 1 },
    },
  },
  concurrency: { type: 'integer', minimum: 1, maximum: 10_000 },
};

/** `x-penstock` at the root: what every operation has unless it says otherwise. Idempotency is never a default. */
export const rootPolicySchema = { type: 'object', additionalProperties: false, properties: defaults };

/** `x-penstock` on an operation, laid over the root's. */
export const operationPolicySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { ...defaults, idempotency: { enum: ['required', 'none'] } },
};

/** `x-penstock-cors` at the root. What its origins may be is a rule of its own, which can say why. */
export const corsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['origins'],
  properties: {
    origins: { type: 'array', minItems: 1, items: { type: 'string' } },
    credentials: { type: 'boolean' },
    // Firefox keeps an answer for a day at the most, Chromium for two hours.
    // https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age
    maxAge: { type: 'integer', minimum: 0, maximum: 86_400 },
  },
};

/** `x-penstock-plans`. A plan's name is part of a usage key and of a token claim. */
export const plansSchema = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-z][a-z0-9-]{0,31}$' },
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['rate', 'burst'],
    properties: {
      rate: requests,
      burst,
      graphCost: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
      quota: {
        type: 'object',
        additionalProperties: false,
        required: ['limit', 'period'],
        properties: {
          limit: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
          period: { enum: ['DAY', 'WEEK', 'MONTH'] },
        },
      },
    },
  },
};
