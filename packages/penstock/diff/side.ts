import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../cli/user-error.ts';
import { schemaFiles } from '../contract/events/schema-files.ts';
import { eventsBeside } from '../contract/files.ts';
import { joinFiles } from '../contract/join-files.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Place } from '../contract/locate.ts';
import { escapeSegment } from '../contract/node.ts';
import { asVersion31 } from '../contract/older-versions.ts';
import { rpcBeside } from '../contract/rpc/files.ts';
import { type ProtoFiles, readProtoFiles } from '../contract/rpc/workspace.ts';
import { readSource } from '../contract/source.ts';
import { eventsMember } from './events.ts';
import { type GraphSide, readGraphSide } from './graph.ts';

/** A contract with its events, as it is written: it need not pass the rules of today. */
export interface ContractSide {
  readonly root: JsonObject;
  readonly graph: GraphSide | undefined;
  locate(pointer: string): Required<Place>;
  /** The files of its services. */
  readonly services: ProtoFiles;
}

/**
 * @throws ContractError for what can't be read
 * @throws UserError for what is no document of OpenAPI
 */
export function readSide(file: string): ContractSide {
  const read = readSource(file);
  if (read.root.openapi === undefined) throw new UserError(noContract(file));
  const source = asVersion31(joinFiles(read));
  const folder = join(dirname(file), eventsBeside);
  const schemas = new Map((existsSync(folder) ? schemaFiles(folder, file) : []).map((schema) => [schema.type, schema]));
  const events = Object.fromEntries([...schemas].map(([type, { schema }]) => [type, schema]));
  const services = readProtoFiles(join(dirname(file), rpcBeside));
  return {
    services,
    root: { ...source.root, [eventsMember]: events },
    graph: readGraphSide(file),
    locate: (pointer) => {
      for (const [type, schema] of schemas) {
        const at = `/${eventsMember}/${escapeSegment(type)}`;
        if (pointer !== at && !pointer.startsWith(`${at}/`)) continue;
        return { file: schema.source.file, ...schema.source.locate(pointer.slice(at.length)) };
      }
      return { file: source.file, ...source.locate(pointer) };
    },
  };
}

const noContract = (file: string): string => `${file} is no contract.
    received a document without openapi at its top
    expected a document of OpenAPI 3.0, 3.1 or 3.2
    fix      name the contract, or a revision of the repository that has it`;
