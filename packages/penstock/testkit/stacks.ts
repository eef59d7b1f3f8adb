import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { type Resource, resourcesOf } from 'penstock-rules/template/resources';
import { nativeBundle } from '../build/native-entry.ts';
import { type AppParts, authorizerName, relaysOf } from '../constructs/context/app-parts.ts';
import { penstock } from '../constructs/stacks/app.ts';
import type { AppStage } from '../constructs/stage/app-stage.ts';
import { endpointsOf } from '../contract/endpoints.ts';
import { asObject, type JsonObject } from '../contract/json.ts';
import { functionNames } from '../contract/rpc/endpoints.ts';

export interface StageOfApp {
  readonly parts: AppParts;
  readonly stage: AppStage;
  /** Feature flags of the CDK. */
  readonly context: Readonly<Record<string, unknown>>;
  /** An empty one; whoever made it removes it. */
  readonly folder: string;
  /** Of functions, by name; by default a line: what templates say does not depend on what functions do. */
  readonly code?: Readonly<Record<string, string>>;
}

/** The stacks of a stage as CloudFormation would get them. */
export function stacksOfStage({ parts, stage, context, folder, code = {} }: StageOfApp): readonly SynthesizedStack[] {
  const assets = join(folder, 'assets');
  writeAssets(assets, parts, code);
  const outdir = join(folder, 'out');
  const { stacks } = penstock({ ...parts, stage, assets, version: '1.2.3', context, outdir }).synth();
  return stacks.map(({ stackName, environment, template }) => ({
    name: stackName,
    region: environment.region,
    template: template as JsonObject,
  }));
}

/** A folder for each function of an app, with the code given or a line of it. */
export function writeAssets(folder: string, parts: AppParts, code: Readonly<Record<string, string>> = {}): void {
  for (const name of [...functionsOf(parts), nativeBundle]) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.cjs'), code[name] ?? `exports.handler = async () => '${name}';`);
  }
}

const functionsOf = ({ consumers, contexts, ...doors }: AppParts): readonly string[] => [
  ...functionNames({ operations: endpointsOf(doors) }),
  ...consumers.map(({ name }) => name),
  ...relaysOf(contexts),
  authorizerName,
];

/** The stacks in the folder of an assembly. */
export function stacksIn(assembly: string): readonly SynthesizedStack[] {
  const read = (file: string): JsonObject => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  return Object.entries(asObject(read('manifest.json').artifacts))
    .filter(([, artifact]) => asObject(artifact).type === 'aws:cloudformation:stack')
    .map(([name, artifact]) => ({
      name,
      region: String(asObject(artifact).environment).split('/').at(-1) ?? '',
      template: read(`${name}.template.json`),
    }));
}

/** The only resource of a type, or the only one that `matches`. */
export function only(
  stack: SynthesizedStack,
  type: string,
  matches: (one: Resource) => boolean = () => true,
): JsonObject {
  const found = resourcesOf(stack, type).filter(matches);
  if (found.length !== 1) throw new Error(`Expected one ${type}, found ${found.length}`);
  return asObject(found[0]?.properties);
}

export function stackOf(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`No stack ${name} among ${stacks.map((stack) => stack.name).join(', ')}`);
  return found;
}
