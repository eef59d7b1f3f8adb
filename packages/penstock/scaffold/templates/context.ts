import { inPart } from '../contract-part.ts';
import type { Entity } from '../entity.ts';
import { pascal } from '../names.ts';
import { idParameter } from './operation.ts';

export const infra = ({ context, id }: Entity): string => `import { context } from '../generated/infra.ts';

export const ${context} = context({
  name: '${context}',
  tables: {
    /** \`pk\` is \`<tenant>#<${id}>\`; lists are read newest first by \`listKey\`, \`<createdAt>#<${id}>\`. */
    ${context}: {
      partitionKey: 'pk',
      indexes: { byTenant: { partitionKey: 'tenant', sortKey: 'listKey' } },
    },
  },
  outbox: { table: '${context}', relay: 'relay${pascal(context)}' },
  operations: {},
});
`;

export const env = (
  { context }: Entity,
  table: string,
): string => `import type { Variable } from 'penstock/constructs/context';
import { readEnvironment } from 'penstock/runtime/env';
import type { ${context} } from './infra.ts';

/** The variables of the functions. Throws one error that names all that are missing. */
export const read${pascal(context)}Env = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['${table}', 'AWS_REGION'] satisfies Variable<typeof ${context}>[], source);
`;

export const record = ({
  type,
  variable,
  created,
}: Entity): string => `import type { EventMark, StoredItem } from 'penstock/runtime/items/stored-item';
import type { ${type} } from '../../generated/types.ts';

/** A ${variable} as it is stored. */
export interface ${type}Record extends StoredItem {
  readonly name: string;
  readonly event: EventMark<'${created}'>;
}

/** A ${variable} as its owner sees it. */
export const ${variable}Of = ({ id, name, version, createdAt, updatedAt }: ${type}Record): ${type} => ({
  id,
  name,
  version,
  createdAt,
  updatedAt,
});
`;

export const layout = ({
  type,
  variable,
}: Entity): string => `import type { ItemLayout } from 'penstock/runtime/items/item-layout';
import type { ${type}Record } from '../domain/record.ts';

/** How a ${variable} becomes its item: this context alone writes and reads them. */
export const ${variable}Layout: ItemLayout<${type}Record> = { indexKeys: {}, receipts: [] };
`;

export const event = ({
  type,
  variable,
  created,
}: Entity): string => `import { outboxEvent } from 'penstock/runtime/outbox/cloud-event';
import type { EventOf } from '../../generated/events.ts';
import { type ${type}Record, ${variable}Of } from '../domain/record.ts';

export type ${type}Event = EventOf<'${created}'>;

/** The event that a ${variable} carries, as a CloudEvent. */
export const ${variable}Event = (record: ${type}Record): ${type}Event =>
  outboxEvent(record, '/penstock/${created.split('.')[0]}' satisfies ${type}Event['source'], {
    ${variable}: ${variable}Of(record),
  }) as ${type}Event;
`;

export const compose = (
  { context, type, variable }: Entity,
  table: string,
): string => `import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/core/runtime';
import { dynamoDBItems } from 'penstock/runtime/items/dynamodb-items';
import type { ItemStore } from 'penstock/runtime/items/item-store';
import { lazy } from 'penstock/runtime/lazy';
import type { OperationContract } from 'penstock/runtime/operation-contract';
import { ${variable}Layout } from './adapters/${variable}-layout.ts';
import type { ${type}Record } from './domain/record.ts';
import { read${pascal(context)}Env } from './env.ts';

/** What a handler works with. */
export interface ${type}Services {
  readonly runtime: () => Runtime;
  readonly ${context}: () => ItemStore<${type}Record>;
}

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export const compose = (contract: Pick<OperationContract, 'attempts' | 'attemptTimeout'>): ${type}Services => ({
  runtime: lambdaRuntime,
  ${context}: lazy(() => {
    const { ${table}: table, AWS_REGION: region } = read${pascal(context)}Env();
    return dynamoDBItems(dynamoDBClient(contract, lambdaRuntime().telemetry.tracer), { table, region }, ${variable}Layout);
  }),
});
`;

export const composeRelay = ({
  context,
  variable,
}: Entity): string => `import { entityOf } from 'penstock/runtime/items/item-layout';
import type { StreamRelayOptions } from 'penstock/runtime/stream/stream-relay';
import { eventValidators } from '../generated/events.ts';
import { ${variable}Layout } from './adapters/${variable}-layout.ts';
import { ${variable}Event } from './application/${variable}-event.ts';

/** What is the ${context}' own of their relay. */
export const ${context}Relay: StreamRelayOptions = {
  name: 'relay${pascal(context)}',
  eventOf: (item) => ${variable}Event(entityOf(${variable}Layout, item)),
  validators: eventValidators,
};
`;

export const relay = ({
  context,
}: Entity): string => `import { streamRelay } from 'penstock/runtime/stream/stream-relay';
import { ${context}Relay } from '../../compose-relay.ts';

/** Publishes the events that the stream of the ${context} brings. */
export const handler = streamRelay(${context}Relay);
`;

export const eventSchema = ({ type, variable, created, context }: Entity): string => `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "${created}.schema.json",
  "title": "A ${variable} was created",
  "description": "The ${variable} as it was created in ${context}.",
  "type": "object",
  "additionalProperties": false,
  "required": ["${variable}"],
  "properties": {
    "${variable}": {
      "$ref": "../openapi.yaml#/components/schemas/${type}"
    }
  }
}
`;

/** Its part of the contract, without an operation yet. */
export const contractPart = (
  entity: Entity,
): string => `# What ${entity.context} promise. openapi.yaml refers to it, and has what all operations share.
paths: {}

components:
  parameters:
${indented(idParameter(entity))}
  schemas:
${indented(inPart(schemas(entity), entity))}
`;

const indented = (block: string): string => block.replace(/^(?=.)/gm, '    ');

/** The schemas that operations of the context share. */
const schemas = ({ type, variable, prefix }: Entity): string => `${type}:
  type: object
  additionalProperties: false
  required: [id, name, version, createdAt, updatedAt]
  properties:
    id: { $ref: '#/components/schemas/${type}Id' }
    name: { $ref: '#/components/schemas/${type}Name' }
    version: { type: integer, minimum: 1, maximum: 9007199254740991 }
    createdAt: { $ref: '#/components/schemas/Timestamp' }
    updatedAt: { $ref: '#/components/schemas/Timestamp' }
${type}Id:
  description: The id of a ${variable}.
  type: string
  pattern: '^${prefix}[0-9a-hjkmnp-tv-z]{26}$'
  minLength: ${prefix.length + 26}
  maxLength: ${prefix.length + 26}
${type}Name: { type: string, minLength: 1, maxLength: 100 }`;
