import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asArray, asObject, type JsonObject } from 'penstock-rules/json';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { UserError } from '../cli/user-error.ts';

/** A stack of a cloud assembly, as the CDK CLI deploys it. */
export interface AssemblyStack extends SynthesizedStack {
  /** Names of stacks that are deployed before it. */
  readonly after: readonly string[];
  /** The least version of the bootstrap stack, and the parameter that holds the one there is. */
  readonly bootstrap: { readonly version: number; readonly parameter: string };
  /** The role that may look, with placeholders for partition and account; a bootstrap may have none. */
  readonly lookupRole: string | undefined;
}

/**
 * The stacks in a folder that `cdk synth` wrote, each after those that it depends on.
 *
 * @throws UserError where the folder holds no assembly
 */
export function readAssembly(folder: string): readonly AssemblyStack[] {
  const artifacts = Object.entries(asObject(read(folder, 'manifest.json').artifacts)).map(
    ([id, artifact]) => [id, asObject(artifact)] as const,
  );
  const stacks = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const names = new Map(stacks.map(([id, { properties }]) => [id, String(asObject(properties).stackName ?? id)]));
  return sorted(stacks.map(([id, artifact]) => readStack(folder, id, artifact, names)));
}

function readStack(
  folder: string,
  id: string,
  { properties: given, environment, dependencies }: JsonObject,
  names: ReadonlyMap<string, string>,
): AssemblyStack {
  const properties = asObject(given);
  const lookupRole = asObject(properties.lookupRole).arn;
  return {
    name: names.get(id) ?? id,
    region: String(environment).split('/').at(-1) ?? '',
    template: read(folder, String(properties.templateFile)),
    after: asArray(dependencies).flatMap((one) => names.get(String(one)) ?? []),
    bootstrap: {
      version: Number(properties.requiresBootstrapStackVersion ?? 0),
      parameter: String(properties.bootstrapStackVersionSsmParameter ?? ''),
    },
    lookupRole: typeof lookupRole === 'string' ? lookupRole : undefined,
  };
}

function sorted(left: readonly AssemblyStack[], done: readonly AssemblyStack[] = []): readonly AssemblyStack[] {
  if (left.length === 0) return done;
  const ready = left.filter(({ after }) => after.every((name) => !left.some((one) => one.name === name)));
  if (ready.length === 0) throw new Error(`Stacks depend on one another: ${left.map(({ name }) => name).join(', ')}`);
  return sorted(
    left.filter((one) => !ready.includes(one)),
    [...done, ...ready],
  );
}

function read(folder: string, file: string): JsonObject {
  try {
    return asObject(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (cause) {
    throw new UserError(
      `There is no cloud assembly in ${folder}: ${file} cannot be read.\n    fix      synthesize it again`,
      {
        cause,
      },
    );
  }
}
