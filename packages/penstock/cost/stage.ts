import { UserError } from '../cli/user-error.ts';
import { prefixOf, shortOf } from '../graph/units.ts';
import type { ApiDefinition } from '../local/apigateway/definition.ts';
import { readAssembly, type StackTemplate } from '../local/assembly/read.ts';
import { type ResolvedAssembly, resolveAssembly } from '../local/assembly/resolved.ts';
import type { BackbonePlan } from '../local/backbone.ts';
import { declaredTables } from '../local/dynamodb/declared-tables.ts';
import { type JsonObject, list, object, text, texts } from '../local/json.ts';
import type { FunctionDefinition } from '../local/lambda/definition.ts';
import { readParts } from '../local/plan.ts';

/** A table as a write to it is paid for. */
export interface Table {
  readonly regions: readonly string[];
  readonly indexes: number;
}

/** What calls go through in one region of a stage. */
export interface StageRegion {
  readonly region: string;
  readonly api: ApiDefinition;
  readonly hasFirewall: boolean;
  /** By ARN, without an alias. */
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  /** ARNs of those that do not run on Arm. */
  readonly onX86: ReadonlySet<string>;
  /** By name. */
  readonly tables: ReadonlyMap<string, Table>;
  readonly backbone: BackbonePlan;
  /** A function's name without what all names begin with. */
  readonly nameOf: (fn: FunctionDefinition) => string;
}

export interface PricedStage {
  readonly stage: string;
  readonly regions: readonly StageRegion[];
  readonly stacks: readonly StackTemplate[];
  /** What was not understood, a line each. */
  readonly problems: readonly string[];
}

/** @param directory a cloud assembly @throws UserError where it has no API */
export function readStage(directory: string): PricedStage {
  const stacks = readAssembly(directory);
  const regions = [...new Set(stacks.filter(has('AWS::ApiGateway::RestApi')).map(({ region }) => region))];
  if (regions.length === 0) throw new UserError('The stage has no API to price.');
  const read = regions.map((region) => readRegion(stacks, region));
  return {
    stage: read[0]?.[0].api.stage ?? '',
    regions: read.map(([region]) => region),
    stacks,
    problems: [...new Set(read.flatMap(([, { problems }]) => problems.lines))],
  };
}

export const resourcesOf = (stack: StackTemplate, type: string): readonly JsonObject[] =>
  Object.values(object(stack.template.Resources))
    .map(object)
    .filter((resource) => resource.Type === type)
    .map(({ Properties }) => object(Properties));

const has =
  (type: string) =>
  (stack: StackTemplate): boolean =>
    resourcesOf(stack, type).length > 0;

function readRegion(all: readonly StackTemplate[], region: string): readonly [StageRegion, ResolvedAssembly] {
  // A table stands in the stack of one region, for all: each has it, its stream and their parameters as its own.
  const hasTable = has('AWS::DynamoDB::GlobalTable');
  const stacks = all
    .filter((stack) => stack.region === region || hasTable(stack))
    .map((stack) => ({ ...stack, region }));
  const assembly = resolveAssembly(stacks);
  const { api, functions, backbone } = readParts(assembly);
  if (api === undefined) throw new UserError(`The stage has no API in ${region}.`);
  const prefix = prefixOf(functions.map(({ name }) => name));
  return [
    {
      region,
      api,
      hasFirewall: stacks.some(has('AWS::WAFv2::WebACL')),
      functions: new Map(functions.map((fn) => [fn.arn, fn])),
      onX86: x86Of(assembly),
      tables: tablesOf(assembly),
      backbone,
      nameOf: ({ name }) => shortOf(name, prefix),
    },
    assembly,
  ];
}

const x86Of = (assembly: ResolvedAssembly): ReadonlySet<string> =>
  new Set(
    assembly
      .resources('AWS::Lambda::Function')
      .filter(({ properties }) => !texts(properties.Architectures).includes('arm64'))
      .map(({ arn }) => arn),
  );

const tablesOf = (assembly: ResolvedAssembly): ReadonlyMap<string, Table> =>
  new Map(
    declaredTables(assembly).map(({ id, region, properties }) => {
      const replicas = list(properties.Replicas).flatMap((replica) => text(object(replica).Region) ?? []);
      return [
        id,
        { regions: replicas.length > 0 ? replicas : [region], indexes: list(properties.GlobalSecondaryIndexes).length },
      ];
    }),
  );

/** The name of the table that an ARN, of an index or a stream too, is of. */
export const tableNameOf = (arn: string): string => /:table\/([^/]+)/.exec(arn)?.[1] ?? '';
