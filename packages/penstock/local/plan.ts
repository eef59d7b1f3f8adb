import { join } from 'node:path';
import type { ApiDefinition } from './apigateway/definition.ts';
import { readApi } from './apigateway/read.ts';
import { readAssembly } from './assembly/read.ts';
import { type ResolvedAssembly, type Resource, resolveAssembly } from './assembly/resolved.ts';
import { type BackbonePlan, readBackbone } from './backbone.ts';
import { readTables, type TableDefinition } from './dynamodb/tables.ts';
import { readTasks, type TaskDefinition } from './grpc/read.ts';
import type { IssuerOptions } from './identity/issuer.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { readFunctions } from './lambda/read.ts';
import { replicasOf, replicatedTypes } from './regions/replicas-of.ts';
import type { BucketDefinition } from './s3/definition.ts';
import { readBuckets } from './s3/read.ts';
import { createGeneratedSecrets, type GeneratedSecrets, readSecrets, type Secret } from './secrets/secrets.ts';

/** What is to run in a region. */
export interface Plan {
  readonly api?: ApiDefinition;
  readonly functions: readonly FunctionDefinition[];
  /** Processes beside the functions. */
  readonly tasks: readonly TaskDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly backbone: BackbonePlan;
  readonly secrets: readonly Secret[];
  /** What the stacks have in other regions. */
  readonly replicas: readonly Resource[];
  readonly buckets: readonly BucketDefinition[];
  /** What the stacks' outputs say about tokens; absent where they do not. */
  readonly identity?: Omit<IssuerOptions, 'key' | 'tenants'>;
  readonly withoutEffect: ReadonlyMap<string, number>;
}

/**
 * Reads what the resources of stacks make together. What cannot be run is added to the problems of the assembly, for the
 * caller to throw.
 */
export function planOf(assembly: ResolvedAssembly, generated: GeneratedSecrets): Plan {
  const parts = readParts(assembly);
  const identity = readIdentity(assembly);
  return {
    ...parts,
    secrets: readSecrets(assembly, generated),
    replicas: replicatedTypes.flatMap((type) => assembly.resources(type)).flatMap(replicasOf),
    buckets: readBuckets(assembly),
    ...(identity === undefined ? {} : { identity }),
    withoutEffect: new Map([
      ...assembly.withoutEffect,
      ...(parts.api?.firewall?.withoutEffect ?? []).map((rule) => [`firewall rules of ${rule}`, 1] as const),
    ]),
  };
}

/**
 * What a synthesized assembly would run.
 *
 * @param dataDir where generated secrets are kept; absent: nowhere
 * @throws LocalError with everything in the assembly that cannot be run
 */
export function readPlan(directory: string, dataDir?: string): Plan {
  const assembly = resolveAssembly(readAssembly(directory));
  const plan = planOf(assembly, createGeneratedSecrets(dataDir && join(dataDir, 'secrets.json')));
  assembly.problems.throwIfAny();
  return plan;
}

/** What runs behind and in front of the functions; what cannot is added to the assembly's problems. */
export function readParts(
  assembly: ResolvedAssembly,
): Pick<Plan, 'api' | 'functions' | 'tasks' | 'tables' | 'backbone'> {
  const functions = readFunctions(assembly);
  const api = readApi(assembly);
  return {
    ...(api === undefined ? {} : { api }),
    functions,
    tasks: readTasks(assembly),
    tables: readTables(assembly),
    backbone: readBackbone(assembly, functions),
  };
}

function readIdentity(assembly: ResolvedAssembly): Plan['identity'] {
  const [issuer, audience, scopes] = ['TokenIssuer', 'TokenAudience', 'Scopes'].map((name) => assembly.output(name));
  if (issuer === undefined || audience === undefined || scopes === undefined) return undefined;
  return { issuer, audience, scopes: scopes.split(' ') };
}
