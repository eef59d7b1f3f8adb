import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { placed } from '../check.ts';
import { ContractError } from '../finding.ts';
import { child, members } from '../node.ts';
import { type Kind, readSource, type Source } from '../source.ts';
import { checkConsumers } from './consumer-rules.ts';
import { declaredConsumer } from './declared.ts';
import { deriveConsumer } from './derive.ts';
import type { Consumer } from './model.ts';
import { schemaEnding } from './schema-file.ts';

const kind: Kind = {
  document: 'a mapping of consumers',
  write: 'Write a mapping that begins with `consumers:`.',
  name: 'Write consumers.yaml beside the schemas of the events.',
};

/**
 * Reads and checks a consumers.yaml; the event types are the names of the schemas beside it.
 * @throws ContractError with every finding.
 */
export function loadConsumers(file: string): readonly Consumer[] {
  const source = readConsumers(file);
  const types = eventTypes(dirname(file));
  const drafts = checkConsumers(source.root, types);
  if (drafts.length > 0) throw new ContractError(placed(source, drafts));
  return consumersOf(source, types);
}

/** The consumers of a file that was read and checked. */
export function consumersOf(source: Source, types: readonly string[]): readonly Consumer[] {
  const all = members(child({ value: source.root, pointer: '' }, 'consumers'));
  return all.map(([name, node]) => deriveConsumer(name, declaredConsumer(node), types));
}

export function readConsumers(file: string): Source {
  return readSource(file, kind);
}

/** The types whose schemas are in a folder, sorted. */
export function eventTypes(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(schemaEnding))
    .map((name) => basename(name, schemaEnding));
}

/** The names in a folder of events, sorted. @throws ContractError when there is none. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const message = `expected a folder of events, received ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    const fix = 'Make it beside the contract, with a consumers.yaml and a schema for each event.';
    throw new ContractError([{ file: folder, line: 0, column: 0, path: '', rule: 'file', message, fix }]);
  }
}
