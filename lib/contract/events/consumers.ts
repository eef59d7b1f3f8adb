import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { placed } from '../check.ts';
import { ContractError } from '../finding.ts';
import { asObject, asStrings } from '../json.ts';
import { child, members, type Node } from '../node.ts';
import { type Kind, readSource, type Source } from '../source.ts';
import { checkConsumers } from './consumer-rules.ts';
import { type DeclaredConsumer, deriveConsumer } from './derive.ts';
import { seconds } from './duration.ts';
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
  return consumersOf(readSource(file, kind), eventTypes(dirname(file)));
}

/** As `loadConsumers`, from what was read already. */
export function consumersOf(source: Source, types: readonly string[]): readonly Consumer[] {
  const drafts = checkConsumers(source.root, types);
  if (drafts.length > 0) throw new ContractError(placed(source, drafts));
  const all = members(child({ value: source.root, pointer: '' }, 'consumers'));
  return all.map(([name, node]) => deriveConsumer(name, declaredConsumer(node), types));
}

export function readConsumers(file: string): Source {
  return readSource(file, kind);
}

/** The types whose schemas are in a folder, sorted. */
export function eventTypes(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(schemaEnding))
    .map((name) => basename(name, schemaEnding))
    .sort();
}

/** What a mapping says; the rules see to what it cannot mean. */
export function declaredConsumer({ value }: Node): DeclaredConsumer {
  const { maxWait = 'PT5M', batchingWindow = 0, messages, ...said } = asObject(value);
  return {
    queue: String(said.queue),
    events: asStrings(said.events),
    messages: asStrings(messages),
    timeout: Number(said.timeout),
    concurrency: Number(said.concurrency),
    batchSize: Number(said.batchSize),
    batchingWindow: Number(batchingWindow),
    retryWindow: seconds(String(said.retryWindow)) ?? Number.NaN,
    maxWait: seconds(String(maxWait)) ?? Number.NaN,
    ageObjective: seconds(String(said.ageObjective)) ?? Number.NaN,
    fair: said.fair === true,
  };
}
