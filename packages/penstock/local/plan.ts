import { join } from 'node:path';
import type { ApiDefinition } from './apigateway/definition.ts';
import { readApi } from './apigateway/read.ts';
import { readAssembly } from './assembly/read.ts';
import { type ResolvedAssembly, resolveAssembly } from './assembly/resolved.ts';
import { type BackbonePlan, readBackbone } from './backbone.ts';
import { readTables, type TableDefinition } from './dynamodb/tables.ts';
import type { IssuerOptions } from './identity/issuer.ts';
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
  /** What the stack's outputs say about tokens. */
  readonly identity: Omit<IssuerOptions, 'key' | 'tenants'>;
  readonly withoutEffect: ReadonlyMap<string, number>;
}

/**
 * @param dataDir where generated secrets are kept; absent: nowhere
 * @throws LocalError with everything in the assembly that cannot be run
 */
export function readPlan(directory: string, dataDir?: string): Plan {
  const assembly = resolveAssembly(readAssembly(directory));
  const parts = readParts(assembly);
  assembly.problems.throwIfAny();
  const secrets = readSecrets(assembly, dataDir && join(dataDir, 'secrets.json'));
  const identity = readIdentity(assembly);
  const withoutEffect = new Map([
    ...assembly.withoutEffect,
    ...(parts.api.firewall?.withoutEffect ?? []).map((rule) => [`firewall rules of ${rule}`, 1] as const),
  ]);
  return { ...parts, secrets, identity, withoutEffect };
}

/** What runs behind and in front of the functions; what cannot is added to the assembly's problems. */
export function readParts(assembly: ResolvedAssembly): Pick<Plan, 'api' | 'functions' | 'tables' | 'backbone'> {
  const functions = readFunctions(assembly);
  return {
    functions,
    tables: readTables(assembly),
    api: readApi(assembly),
    backbone: readBackbone(assembly, functions),
  };
}

function readIdentity(assembly: ResolvedAssembly): Plan['identity'] {
  return {
    issuer: output(assembly, 'TokenIssuer'),
    audience: output(assembly, 'TokenAudience'),
    scopes: output(assembly, 'Scopes').split(' '),
  };
}

function output(assembly: ResolvedAssembly, name: string): string {
  const value = assembly.output(name);
  if (value !== undefined) return value;
  throw new LocalError(`No stack of this stage has an output ${name}, which the local token issuer needs.`);
}
