const duration = { type: 'string', minLength: 1, maxLength: 32 };
const types = { type: 'array', maxItems: 50, uniqueItems: true, items: { type: 'string', maxLength: 128 } };

/** `consumers.yaml`. What the numbers may be is for the rules, which can say why. */
export const consumersSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['consumers'],
  properties: {
    consumers: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['queue', 'events', 'timeout', 'concurrency', 'batchSize', 'retryWindow', 'ageObjective'],
        properties: {
          queue: { type: 'string' },
          events: types,
          messages: types,
          timeout: { type: 'integer' },
          concurrency: { type: 'integer' },
          batchSize: { type: 'integer' },
          batchingWindow: { type: 'integer' },
          retryWindow: duration,
          maxWait: duration,
          ageObjective: duration,
          fair: { type: 'boolean' },
          webhooks: { type: 'boolean' },
        },
      },
    },
  },
};
