import { cloudEventSchema } from '../events/envelope.ts';
import type { EventContract } from '../events/model.ts';
import { sourceOf } from '../events/sources.ts';
import { tolerant } from '../events/tolerant.ts';
import type { Contract } from '../model.ts';
import { selfContained } from '../schema.ts';
import { banner } from './banner.ts';
import type { GeneratedFile } from './generated-file.ts';
import { importTypes } from './import-types.ts';
import { camelCase, commented, pascalCase, quoted } from './literal.ts';
import { compiled } from './validators.ts';

/**
 * `events.ts` with the types of all events, and the validators of whole events in two modules that bundlers thin out:
 * closed ones for whoever publishes, tolerant ones for consumers.
 */
export async function eventFiles(
  contract: Contract,
  events: readonly EventContract[],
): Promise<readonly GeneratedFile[]> {
  const exported = events.map(({ type, data }) => ({
    name: camelCase(type),
    schema: selfContained(contract.derived, cloudEventSchema(type, data)),
  }));
  const consumed = exported.map(({ name, schema }) => ({ name, schema: tolerant(schema) }));
  return [
    { path: 'events.ts', content: eventsModule(contract, events) },
    { path: 'validators/consumed.d.ts', content: declarations(contract, events) },
    { path: 'validators/consumed.js', content: `${banner(contract)}${await compiled(consumed)}` },
    { path: 'validators/events.d.ts', content: declarations(contract, events) },
    { path: 'validators/events.js', content: `${banner(contract)}${await compiled(exported)}` },
  ];
}

export const eventType = (type: string): string => pascalCase(type);
export const dataType = (type: string): string => `${pascalCase(type)}Data`;

function declarations(contract: Contract, events: readonly EventContract[]): string {
  const types = events.map(({ type }) => type);
  return [
    banner(contract),
    `import type { Validator } from 'penstock/runtime/operation-contract';\n`,
    importTypes(types.map(eventType), '../events.ts'),
    '\n',
    ...types.map((type) => `export declare const ${camelCase(type)}: Validator<${eventType(type)}>;\n`),
  ].join('');
}

function eventsModule(contract: Contract, events: readonly EventContract[]): string {
  const types = events.map(({ type }) => type);
  return [
    banner(contract),
    `import type { Validator } from 'penstock/runtime/operation-contract';\n`,
    importTypes(types.map(dataType), './types.ts'),
    `import * as validate from './validators/events.js';\n`,
    envelope,
    ...events.map(exported),
    `\nexport interface EventsByType {\n`,
    ...types.map((type) => `  readonly ${quoted(type)}: ${eventType(type)};\n`),
    `}\n\nexport type EventType = keyof EventsByType;\n`,
    `export type EventOf<Type extends EventType> = EventsByType[Type];\n\n`,
    '/** The validators of whole events for whoever publishes them: closed, where those of consumers are tolerant. */\n',
    `export const eventValidators: { readonly [Type in EventType]: Validator<EventsByType[Type]> } = {\n`,
    ...types.map((type) => `  ${quoted(type)}: validate.${camelCase(type)},\n`),
    '};\n',
  ].join('');
}

const envelope = `
/** A CloudEvent (1.0, in JSON) as it travels. */
export interface CloudEvent<Type extends string, Source extends string, Data> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: Source;
  readonly type: Type;
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly tenant: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: Data;
}
`;

function exported({ type, title }: EventContract): string {
  const members = [quoted(type), quoted(sourceOf(type)), dataType(type)];
  return `\n/** ${commented(title)}. */\nexport type ${eventType(type)} = CloudEvent<\n${members.map((one) => `  ${one}`).join(',\n')}\n>;\n`;
}
