import { join } from 'node:path';
import { placed } from '../check.ts';
import { ContractError, type Draft, type Finding } from '../finding.ts';
import { pascalCase } from '../generate/literal.ts';
import type { JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { checkConsumers } from './consumer-rules.ts';
import { consumersOf, eventTypes, namesIn, readConsumers } from './consumers.ts';
import { cloudEventSchema } from './envelope.ts';
import { checkEvent, uncompilable } from './event-rules.ts';
import type { EventContract, EventContracts } from './model.ts';
import { readSchema, type SchemaFile, schemaEnding } from './schema-file.ts';
import { largest } from './size.ts';
import { busSourceOf } from './sources.ts';
import { undeclaredWebhooks } from './webhook-rules.ts';

/** Who consumes what, and the document that is derived; both are in the folder of the events. */
export const consumersFile = 'consumers.yaml';
export const documentFile = 'asyncapi.json';

/**
 * Bytes, less than which an entry of PutEvents has, and those that its time counts for.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const busLimit = 262_144;
const timeBytes = 14;

/**
 * Reads and checks a folder of events: `<type>.schema.json` each, and consumers.yaml. Their references lead into the
 * API contract. @throws ContractError with every finding.
 */
export function loadEvents(folder: string, contract: Contract): EventContracts {
  const findings: Finding[] = [...strays(folder)];
  const files = eventTypes(folder).flatMap((type) =>
    attempt(findings, () => readSchema(join(folder, `${type}${schemaEnding}`), contract.file)),
  );
  findings.push(...wrongWith(files, contract.document));
  const types = eventTypes(folder);
  const taken = Object.fromEntries(
    contract.operations.map(({ operationId }) => [operationId, 'an operation of the API']),
  );
  const [consumers] = attempt(findings, () => readConsumers(join(folder, consumersFile)));
  if (consumers !== undefined) {
    const drafts = checkConsumers(consumers.root, types, taken);
    const all = drafts.length > 0 ? drafts : [...undeclaredWebhooks(consumers.root, types, contract.document)];
    findings.push(...placed(consumers, all));
  }
  if (findings.length > 0 || consumers === undefined) throw new ContractError(findings);
  const read = { folder, events: files.map(toEvent), consumers: consumersOf(consumers, types) };
  const tooLarge = files.flatMap((file) => placed(file.source, overweight(file.type, read, contract.derived)));
  if (tooLarge.length > 0) throw new ContractError(tooLarge);
  return read;
}

/** An event that the bus would refuse for its size could never be relayed, however often it was tried. */
function overweight(type: string, { events, consumers }: EventContracts, api: JsonObject): readonly Draft[] {
  const event = events.find((candidate) => candidate.type === type);
  if (event === undefined || consumers.some(({ messages }) => messages.includes(type))) return [];
  const detail = largest(api, { value: cloudEventSchema(type, event.data), pointer: '' });
  const size = detail + timeBytes + busSourceOf(type).length + type.length;
  if (size < busLimit) return [];
  const received = Number.isFinite(size) ? `one of up to ${size}` : 'one without a bound';
  const message = `expected an event that the bus takes, an entry of less than ${busLimit} bytes, received ${received}`;
  return [{ rule: 'event-size', path: '', message, fix: 'Lower maxItems and maxLength, or send a reference instead.' }];
}

function wrongWith(files: readonly SchemaFile[], api: JsonObject): readonly Finding[] {
  const findings = [...files.flatMap((file) => placed(file.source, checkEvent(file, api))), ...alike(files)];
  if (findings.length > 0) return findings;
  return uncompilable(files, api).flatMap(([{ source }, draft]) => placed(source, [draft]));
}

/** What could be read; else nothing, and why among the findings. */
function attempt<T>(findings: Finding[], read: () => T): readonly T[] {
  try {
    return [read()];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    findings.push(...error.findings);
    return [];
  }
}

/** A file whose name is misspelled would be an event that nobody checks. */
function strays(folder: string): readonly Finding[] {
  const known = (name: string) => name.endsWith(schemaEnding) || name === consumersFile || name === documentFile;
  return namesIn(folder)
    .filter((name) => !known(name))
    .map((name) => ({
      file: join(folder, name),
      line: 0,
      column: 0,
      path: '',
      rule: 'event-file',
      message: `expected schemas (<type>${schemaEnding}) and ${consumersFile} only, received ${name}`,
      fix: 'Rename it, or move it elsewhere.',
    }));
}

/** Types that differ in separators alone would have one name in code. */
function alike(files: readonly SchemaFile[]): readonly Finding[] {
  const first = new Map<string, string>();
  return files.flatMap(({ source, type }) => {
    const name = pascalCase(type).toLowerCase();
    const other = first.get(name);
    first.set(name, other ?? type);
    const message = `expected a type that reads unlike others, received "${type}" beside "${other}"`;
    const draft = { rule: 'event-type', path: '', message, fix: 'Rename one of the two: they are one name in code.' };
    return other === undefined ? [] : placed(source, [draft]);
  });
}

// The rules have proved the shapes that are asserted here.
function toEvent({ type, schema }: SchemaFile): EventContract {
  const { $schema: _, $id: __, title, description, ...data } = schema;
  return { type, title: String(title), description: String(description), data: { description, ...data } };
}
