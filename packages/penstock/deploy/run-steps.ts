import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject } from 'penstock-rules/json';
import type { AssemblyStack } from './assembly.ts';
import type { Cloud } from './cloud.ts';
import { apiUrlOf } from './local-api.ts';
import type { DeployParts } from './parts.ts';
import type { Import } from './preflight/names.ts';
import { mending } from './preflight/stack-states.ts';
import { regionalFetch } from './regional-fetch.ts';
import type { Step } from './steps.ts';
import { stopped } from './stopped.ts';

export interface RunProps {
  /** Of the assembly. */
  readonly folder: string;
  readonly steps: readonly Step[];
  readonly imports: readonly Import[];
  readonly cloud: Cloud;
  /** As it is typed to go on, or to begin again: `npm run deploy -- --stage prod`. */
  readonly again: string;
  /** What takes the release back, where there is one to go back to. */
  readonly back?: string;
}

/** Deploys step by step, and asks each region whether it serves before the next one. @throws UserError where one does not */
export async function runSteps(parts: DeployParts, props: RunProps): Promise<void> {
  const { steps } = props;
  const done: string[] = [];
  for (const [index, step] of steps.entries()) {
    const names = step.stacks.map(({ name }) => name);
    parts.console.print(`[${index + 1}/${steps.length}] ${step.name}: ${names.join(', ')}`);
    const progress = (): Progress => {
      const all = steps.slice(index).flatMap(({ stacks }) => stacks.map(({ name }) => name));
      return { done, left: all.filter((name) => !done.includes(name)) };
    };
    for (const stack of step.stacks) {
      await takeIn(parts, props, stack.name, progress());
      await deployStack(parts, props, stack, progress());
      done.push(stack.name);
    }
    if (step.region !== undefined) await ask(parts, props, step, progress());
  }
}

async function deployStack(
  parts: DeployParts,
  { folder, cloud, again }: RunProps,
  stack: AssemblyStack,
  progress: Progress,
): Promise<void> {
  const code = await parts.cdk(deployArgs(parts, folder, stack.name));
  if (code === 0) return;
  const state = await cloud
    .in(stack.region)
    .stack(stack.name)
    .catch(() => undefined);
  const first = state === undefined ? undefined : mending(stack, state, parts.stage.name);
  const what = `Stopped at ${stack.name}: cdk deploy ended with ${code}, and says why above.`;
  throw stopped({ what, ...progress, fix: `${first ?? 'mend that'}, then ${again}` });
}

interface Progress {
  readonly done: readonly string[];
  readonly left: readonly string[];
}

/** Kept resources that only `cdk import` takes: those whose identifiers no template holds. */
async function takeIn(
  parts: DeployParts,
  { folder, imports, again }: RunProps,
  stack: string,
  progress: Progress,
): Promise<void> {
  const mapping = imports
    .filter((one) => one.stack === stack && one.identifier !== undefined)
    .map(({ logicalId, identifier }) => [logicalId, identifier]);
  if (mapping.length === 0) return;
  const inline = JSON.stringify(Object.fromEntries(mapping));
  const code = await parts.cdk(['import', stack, '--app', folder, '--force', '--resource-mapping-inline', inline]);
  if (code === 0) return;
  throw stopped({
    what: `Stopped at ${stack}: cdk import ended with ${code}, and says why above.`,
    ...progress,
    fix: `mend that, then ${again}`,
  });
}

/** A stage that keeps its data takes in what a deleted stack of it kept. */
const deployArgs = ({ stage }: DeployParts, folder: string, stack: string): readonly string[] => [
  'deploy',
  stack,
  ...['--app', folder, '--exclusively', '--require-approval', 'never', '--progress', 'events'],
  ...['--outputs-file', outputsFile(folder, stack)],
  ...(stage.removal === 'retain' ? ['--import-existing-resources'] : []),
];

const outputsFile = (folder: string, stack: string): string => join(folder, `${stack}.outputs.json`);

async function ask(
  parts: DeployParts,
  { folder, again, back }: RunProps,
  step: Step,
  progress: Progress,
): Promise<void> {
  const { stage, smoke, environment, fetch, console } = parts;
  const region = step.region ?? '';
  const outputs: Readonly<Record<string, string>> = Object.assign(
    {},
    ...step.stacks.map(({ name }) => outputsOf(folder, name)),
  );
  try {
    await smoke({
      stage,
      region,
      url: await apiUrlOf(parts, region, outputs.ApiUrl),
      outputs,
      environment,
      fetch: outputs.RegionalHost === undefined ? fetch : regionalFetch(String(outputs.RegionalHost)),
      pause: (milliseconds) => console.pause(milliseconds),
      print: (line) => console.print(line),
    });
  } catch (error) {
    const { message } = Object(error);
    const what = `${region} is deployed, but does not serve as it should: ${String(message)}`;
    const fix = `mend that, then ${again}${back === undefined ? '' : `; or take the release back: ${back}`}`;
    throw stopped({ what, ...progress, fix });
  }
}

function outputsOf(folder: string, stack: string): Readonly<Record<string, string>> {
  try {
    return asObject(asObject(JSON.parse(readFileSync(outputsFile(folder, stack), 'utf8')))[stack]) as Record<
      string,
      string
    >;
  } catch {
    return {};
  }
}
