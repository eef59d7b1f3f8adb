import { readFileSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { ContractError } from '../finding.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Kind, readSource, type Source } from '../source.ts';

/** The schema of one event type's data. */
export interface SchemaFile {
  readonly source: Source;
  /** From the name of the file. */
  readonly type: string;
  /** What references into the API contract begin with. */
  readonly apiReference: string;
  /** The schema as parsed, its references into the API contract as that document writes them (`#/...`). */
  readonly schema: JsonObject;
}

export const schemaEnding = '.schema.json';

const kind: Kind = {
  document: 'the JSON Schema of an event',
  write: 'Write an object with $schema, $id, title, description, type, required and properties.',
  name: `Name it <context>.<entity>.<what happened>.v<version>${schemaEnding}.`,
};

/** Reads a schema of an event; `api` is the file of the API contract. @throws ContractError when it is no object. */
export function readSchema(file: string, api: string): SchemaFile {
  const source = readSource(file, kind);
  refuseYaml(file);
  const apiReference = `${relative(dirname(file), api).split(sep).join('/')}#`;
  const schema = localized(source.root, apiReference) as JsonObject;
  return { source, type: basename(file, schemaEnding), apiReference, schema };
}

// YAML holds JSON and gives lines, but other readers of the schema know JSON only.
function refuseYaml(file: string): void {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `expected JSON, received YAML that is none: ${reason}`;
    const fix = 'Write JSON: no comments, no comma after the last member, names and texts in double quotes.';
    throw new ContractError([{ file, line: 1, column: 1, path: '', rule: 'json', message, fix }]);
  }
}

function localized(value: unknown, apiReference: string): unknown {
  if (Array.isArray(value)) return value.map((item) => localized(item, apiReference));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const leadsOut = key === '$ref' && typeof member === 'string' && member.startsWith(apiReference);
    return [key, leadsOut ? member.slice(apiReference.length - 1) : localized(member, apiReference)];
  });
  return Object.fromEntries(entries);
}
