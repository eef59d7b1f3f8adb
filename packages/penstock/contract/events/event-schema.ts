/** What the schema of an event type is, around what it says of the data. */
export const eventSchema = {
  type: 'object',
  required: ['$schema', '$id', 'title', 'description', 'type', 'additionalProperties', 'required', 'properties'],
  properties: {
    $schema: { const: 'https://json-schema.org/draft/2020-12/schema' },
    $id: { type: 'string' },
    title: { type: 'string', minLength: 1, maxLength: 80 },
    description: { type: 'string', minLength: 1, maxLength: 1000 },
    type: { const: 'object' },
    additionalProperties: { const: false },
    required: { type: 'array' },
    properties: { type: 'object' },
  },
};
