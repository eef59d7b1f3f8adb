import { join } from 'node:path';
import type { ApiDefinition } from './apigateway/definition.ts';
import { readApi } from './apigateway/read.ts';
import { readAssembly, type StackTemplate } from './assembly/read.ts';
import { type ResolvedAssembly, resolveAssembly } from './assembly/resolved.ts';
import { type BackbonePlan, readBackbone } from './backbone.ts';
import { readTables, type TableDefinition } from './dynamodb/tables.ts';
import type { IssuerOptions, Tenant } from './identity/issuer.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { readFunctions } from './lambda/read.ts';
import { LocalError } from './problems.ts';
import { readSecrets, type Secret } from './secrets/secrets.ts';

/** What is to run, read from an assembly. */
export interface Plan {
  readonly api: ApiDefinition;
  readonly functions: readonly FunctionDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly backbone: BackbonePlan;
  readonly secrets: readonly Secret[];
  /** What the stack's outputs and the keys of its tenants say about tokens. */
  readonly identity: Omit<IssuerOptions, 'key'>;
  readonly withoutEffect: ReadonlyMap<string, number>;
}

/** @throws LocalError with everything in the assembly that cannot be run */
export function readPlan(directory: string, dataDir?: string): Plan {
  return planOf(readAssembly(directory), dataDir);
}

/**
 * What the stacks of a region are to run.
 *
 * @param dataDir where generated secrets are kept; absent: nowhere
 * @throws LocalError with everything in them that cannot be run
 */
export function planOf(stacks: readonly StackTemplate[], dataDir?: string): Plan {
  const assembly = resolveAssembly(stacks);
  const functions = readFunctions(assembly);
  const tables = readTables(assembly);
  const api = readApi(assembly);
  const backbone = readBackbone(assembly, functions);
  assembly.problems.throwIfAny();
  const secrets = readSecrets(assembly, dataDir && join(dataDir, 'secrets.json'));
  const identity = readIdentity(assembly, api);
  return { api, functions, tables, backbone, secrets, identity, withoutEffect: assembly.withoutEffect };
}

function readIdentity(assembly: ResolvedAssembly, api: ApiDefinition): Plan['identity'] {
  const tenants = api.keys.flatMap(({ tags }): readonly Tenant[] => {
    const name = tags['penstock:tenant'];
    return name === undefined ? [] : [{ name, plan: tags['penstock:plan'] ?? '' }];
  });
  return {
    issuer: output(assembly, 'TokenIssuer'),
    audience: output(assembly, 'TokenAudience'),
    scopes: output(assembly, 'Scopes').split(' '),
    tenants,
  };
}

function output(assembly: ResolvedAssembly, name: string): string {
  const value = assembly.output(name);
  if (value !== undefined) return value;
  throw new LocalError(`No stack of this stage has an output ${name}, which the local token issuer needs.`);
}
