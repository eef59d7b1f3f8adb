import type { EventContract, EventContracts } from '../contract/events/model.ts';
import { bodyType } from '../contract/generate/answers.ts';
import { dataType } from '../contract/generate/events.ts';
import { commented, literal, pascalCase, quoted } from '../contract/generate/literal.ts';
import { schemaType } from '../contract/generate/schema-type.ts';
import { declarations } from '../contract/generate/types.ts';
import { asObject, type JsonObject } from '../contract/json.ts';
import type { Contract, Operation } from '../contract/model.ts';
import { outline } from '../contract/outline.ts';
import { componentSchemas, selfContained } from '../contract/schema.ts';
import { isPaged } from './answer.ts';
import { bodiesOf } from './bodies.ts';
import { createClientFunction } from './credentials.ts';
import { type ClientOperation, descriptionOf, functionOf } from './functions.ts';
import { inputOf, inputSchema } from './input.ts';
import { problemTypes } from './problems.ts';

/** Where the client's file finds what it is made of. */
export const corePackage = 'penstock-client';

/**
 * The client of a contract, a module: a type for each schema, a function for each operation, the types of problems and
 * of events.
 *
 * @param core what it imports: `penstock-client`, or the path of a copy
 */
export async function clientModule(contract: Contract, events: EventContracts, core: string): Promise<string> {
  const taken = new Set(Object.keys(componentSchemas(contract.derived)).map(pascalCase));
  const name = (wanted: string): string => {
    const free = taken.has(wanted) ? name(`${wanted}_`) : wanted;
    taken.add(free);
    return free;
  };
  const names = {
    api: name('Api'),
    types: name('ProblemTypes'),
    statuses: name('ProblemStatuses'),
    problem: name('ApiProblem'),
    event: name('WebhookEvent'),
  };
  const operations = clientOperations(contract, name);
  const published = publishedEvents(contract, events);
  return [
    `// The client of ${commented(`${contract.title} ${contract.version}`)}, generated from its contract by \`npm run client\`. Do not edit it.\n`,
    '// biome-ignore-all lint: it is generated\n/* eslint-disable */\n',
    `import * as core from ${quoted(core)};\n\n`,
    '// What has the same name here is that of the contract.\n',
    `export * from ${quoted(core)};\n\n`,
    await schemaTypes(contract, operations, published),
    '\n/** The operations, each a function. Failures are thrown: `isProblem` says which answers they are. */\n',
    `export interface ${names.api} {\n${operations.map(functionOf).join('\n')}}\n\n`,
    problemTypes(contract, names),
    problemGuard(names),
    ...(published.length === 0 ? [] : [eventTypes(published, names.event)]),
    `\nconst operations: Readonly<Record<keyof ${names.api}, core.Operation>> = `,
    `${literal(Object.fromEntries(operations.map((one) => [one.operation.operationId, descriptionOf(one)])))};\n`,
    createClientFunction(contract, names.api),
  ].join('');
}

function clientOperations(contract: Contract, name: (wanted: string) => string): readonly ClientOperation[] {
  const outlined = new Map(
    outline(contract.derived).operations.map((one) => [asObject(one.node.value).operationId, one]),
  );
  return contract.operations.flatMap((operation) => {
    const found = outlined.get(operation.operationId);
    if (found === undefined) return [];
    const members = inputOf(operation, found);
    const inputType = members.length === 0 ? undefined : name(`${pascalCase(operation.operationId)}Input`);
    return [{ operation, outlined: found, members, inputType, isPaged: isPaged(contract, operation) }];
  });
}

/** What subscribers may get: the webhooks that the contract declares, else the events that cross the bus. */
function publishedEvents({ document }: Contract, { events, consumers }: EventContracts): readonly EventContract[] {
  const declared = new Set(Object.keys(asObject(document.webhooks)));
  const direct = new Set(consumers.flatMap(({ messages }) => messages));
  return events.filter(({ type }) => (declared.size > 0 ? declared.has(type) : !direct.has(type)));
}

/** The types of inputs, answers and events, and of all that they are made of. */
async function schemaTypes(
  { derived }: Contract,
  operations: readonly ClientOperation[],
  events: readonly EventContract[],
): Promise<string> {
  const written: Record<string, JsonObject> = {};
  const used: JsonObject[] = [];
  for (const { operation, members, inputType } of operations) {
    if (inputType !== undefined) written[inputType] = inputSchema(members, bodiesOf(operation));
    for (const { type, schema } of answerSchemas(operation)) {
      if (schemaType(schema) === 'unknown') written[type] = schema;
      else used.push(schema);
    }
  }
  for (const { type, data } of events) written[dataType(type)] = data;
  const { $defs, properties } = selfContained(derived, { properties: written, anyOf: used });
  const source = await declarations({ ...asObject($defs), ...asObject(properties) });
  // Each is exported by its own name.
  return source.replace(
    /\/\*\*\n \* Every schema of the contract by its name\.\n \*\/\nexport interface Schemas \{\n.*?^\}\n/ms,
    '',
  );
}

/** The schemas of what an operation answers when it succeeds, by the names that they have in place. */
const answerSchemas = (operation: Operation): readonly { readonly type: string; readonly schema: JsonObject }[] =>
  operation.responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap((answer) =>
      answer.contents.flatMap(({ kind, schema }, index) =>
        kind === 'bytes' || kind === 'text' ? [] : [{ type: bodyType(operation, answer, index), schema }],
      ),
    );

const problemGuard = (names: {
  readonly types: string;
  readonly statuses: string;
  readonly problem: string;
}): string => `
/** The problems of an operation, or of any: a proxy on the way may answer with what is none, \`about:blank\`. */
export type ${names.problem}<Id extends keyof ${names.statuses} = keyof ${names.statuses}> = core.ProblemOf<
  ${names.types}[${names.statuses}[Id]] | 'about:blank'
>;

/** Whether a call failed with a problem, which its \`type\` and its \`code\` tell apart. */
export const isProblem = <Id extends keyof ${names.statuses} = keyof ${names.statuses}>(
  failure: unknown,
): failure is ${names.problem}<Id> => core.isProblem(failure);
`;

const eventTypes = (events: readonly EventContract[], name: string): string => `
/** What webhooks carry. */
export type ${name} =
${events.map(({ type }) => `  | core.CloudEvent<${quoted(type)}, ${dataType(type)}>`).join('\n')};

/** Gives the event of a webhook that was signed by one of the secrets. */
export const verifyWebhook = core.verifyWebhook<${name}>;
`;
