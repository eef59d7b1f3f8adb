import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf } from './stages.ts';

const originInTemplate = 'http://127.0.0.1:3000';
const providerInTemplate = 'http://127.0.0.1:3100';

/** Where the cloud and the payment provider beside it listen. */
export interface Addresses {
  readonly origin: string;
  readonly provider: string;
}

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}
export type Resources = Record<string, Resource>;

export interface AssemblyEdit {
  /** Changes the resources of every template before the cloud starts. */
  readonly template?: (resources: Resources) => void;
  /** Whether events flow; without them an order stays as its owner left it. */
  readonly events?: boolean;
  /** New source for the bundle of a function, by the function's name without its stage prefix. */
  readonly handlers?: Readonly<Record<string, string>>;
}

/** A copy of a synthesized stage at these addresses, edited as asked; returns its folder. */
export async function assemblyFor(
  stage: string,
  { origin, provider }: Addresses,
  edit: AssemblyEdit = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-assembly-'));
  await cp(assemblyOf(stage), folder, { recursive: true });
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.template.json')) continue;
    const text = await readFile(join(folder, file), 'utf8');
    const template: { Resources: Resources } = JSON.parse(
      text.replaceAll(originInTemplate, origin).replaceAll(providerInTemplate, provider),
    );
    if (edit.events !== true) withoutEvents(template.Resources);
    edit.template?.(template.Resources);
    await replaceHandlers(folder, stage, template.Resources, edit.handlers ?? {});
    await writeFile(join(folder, file), JSON.stringify(template));
  }
  return folder;
}

function withoutEvents(resources: Resources): void {
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type === 'AWS::Lambda::EventSourceMapping') Properties.Enabled = false;
  }
}

async function replaceHandlers(folder: string, stage: string, resources: Resources, handlers: object): Promise<void> {
  for (const [name, source] of Object.entries(handlers)) {
    const found = Object.values(resources).find(
      ({ Properties }) => Properties?.FunctionName === `penstock-${stage}-${name}`,
    );
    if (found === undefined) continue;
    const { S3Key } = found.Properties.Code as { S3Key: string };
    await writeFile(join(folder, `asset.${S3Key.replace('.zip', '')}`, 'index.cjs'), source);
  }
}

/** The only resource of a type in a template, or with properties that match. */
export function resourceOf(
  resources: Resources,
  type: string,
  matches = (_: Record<string, unknown>) => true,
): Resource {
  const found = Object.values(resources).find(({ Type, Properties }) => Type === type && matches(Properties));
  if (found === undefined) throw new Error(`no ${type} in the template`);
  return found;
}
