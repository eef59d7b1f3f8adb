import { cloudEventSchema } from '../events/envelope.ts';
import type { EventContract } from '../events/model.ts';
import type { Contract } from '../model.ts';
import { selfContained } from '../schema.ts';
import { banner } from './banner.ts';
import type { GeneratedFile } from './index.ts';
import { camelCase, pascalCase, quoted } from './literal.ts';
import { compiled } from './validators.ts';

/** `events.ts` with the types of all events, and a module with the validator of each: a bundle takes what it consumes. */
export async function eventFiles(
  contract: Contract,
  events: readonly EventContract[],
): Promise<readonly GeneratedFile[]> {
  const modules = events.map(async ({ type, data }) => {
    const schema = selfContained(contract.document, cloudEventSchema(type, data));
    const source = await compiled([{ name: 'event', schema }]);
    return [
      { path: `events/${type}.d.ts`, content: declaration(contract, type) },
      { path: `events/${type}.js`, content: `${banner(contract)}${source}` },
    ];
  });
  return [{ path: 'events.ts', content: eventsModule(contract, events) }, ...(await Promise.all(modules)).flat()];
}

export const eventType = (type: string): string => pascalCase(type);
export const dataType = (type: string): string => `${pascalCase(type)}Data`;

/** Imports the validator of a type under a name of its own. */
export function validatorImport(type: string, folder: string): string {
  return `import { event as ${camelCase(type)} } from '${folder}/${type}.js';\n`;
}

function declaration(contract: Contract, type: string): string {
  return `${banner(contract)}import type { Validator } from '../../platform/operation-contract.ts';
import type { ${eventType(type)} } from '../events.ts';

export declare const event: Validator<${eventType(type)}>;
`;
}

function eventsModule(contract: Contract, events: readonly EventContract[]): string {
  const types = events.map(({ type }) => type);
  return [
    banner(contract),
    `import type { Validator } from '../platform/operation-contract.ts';\n`,
    ...types.map((type) => validatorImport(type, './events')),
    `import type { ${types.map(dataType).join(', ')} } from './types.ts';\n`,
    envelope,
    ...events.map(exported),
    `\nexport interface EventsByType {\n`,
    ...types.map((type) => `  readonly ${quoted(type)}: ${eventType(type)};\n`),
    `}\n\nexport type EventType = keyof EventsByType;\n`,
    `export type EventOf<Type extends EventType> = EventsByType[Type];\n\n`,
    '/** The validators of whole events. Import one of `events/` where only one is needed. */\n',
    `export const eventValidators: { readonly [Type in EventType]: Validator<EventsByType[Type]> } = {\n`,
    ...types.map((type) => `  ${quoted(type)}: ${camelCase(type)},\n`),
    '};\n',
  ].join('');
}

const envelope = `
/** A CloudEvent (1.0, in JSON) as it travels. */
export interface CloudEvent<Type extends string, Data> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
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
  return `\n/** ${title}. */\nexport type ${eventType(type)} = CloudEvent<${quoted(type)}, ${dataType(type)}>;\n`;
}
