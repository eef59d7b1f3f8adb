import { mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../local/synthesize.ts';
import type { Resources } from '../support/assembly.ts';

/** Seconds, in place of what a queue declares. */
export interface QueueScale {
  /** How long a message is retried. */
  readonly retryWindow?: number;
  /** The longest wait between two attempts. */
  readonly cap?: number;
  /** How long a message stays hidden after its consumer crashed. */
  readonly visibility?: number;
  readonly maxReceiveCount?: number;
  /** The function's: no queue may hide a message for less. */
  readonly timeout?: number;
}

/** What is made shorter, by consumer: declared windows are hours. */
export type Scale = Readonly<Record<string, { readonly queue: string } & QueueScale>>;

export interface ChaosAssembly {
  readonly folder: string;
  /** What was changed, as the table says it. */
  readonly changes: readonly string[];
}

/** A message with this in its body ends the process of the consumer that gets it. */
export const CRASHING = '"poison":"crash"';

/** Synthesizes the load stage and edits its assembly: numbers of hours, where the provider is, the crash that poison makes. */
export async function chaosAssembly(origin: string, providerUrl: string, scale: Scale): Promise<ChaosAssembly> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-chaos-'));
  await synthesize({ stage: 'load', outDir: folder, origin });
  const changes: string[] = [];
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.template.json')) continue;
    const template: { Resources: Resources } = JSON.parse(await readFile(join(folder, file), 'utf8'));
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::SQS::Queue') scaleQueue(Properties, scale, changes);
      if (Type === 'AWS::Lambda::Function') await editFunction(folder, Properties, providerUrl, scale, changes);
    }
    await writeFile(join(folder, file), JSON.stringify(template));
  }
  return { folder, changes };
}

function scaleQueue(properties: Record<string, unknown>, scale: Scale, changes: string[]): void {
  const own = Object.values(scale).find(({ queue }) => properties.QueueName === `penstock-load-${queue}`);
  if (own === undefined) return;
  const { queue, visibility, maxReceiveCount } = own;
  if (visibility !== undefined) {
    changes.push(`${queue}: visibility ${properties.VisibilityTimeout} s -> ${visibility} s`);
    properties.VisibilityTimeout = visibility;
  }
  const redrive = properties.RedrivePolicy as { maxReceiveCount: number };
  if (maxReceiveCount !== undefined) {
    changes.push(`${queue}: receive count ${redrive.maxReceiveCount} -> ${maxReceiveCount}`);
    redrive.maxReceiveCount = maxReceiveCount;
  }
}

async function editFunction(
  folder: string,
  properties: Record<string, unknown>,
  providerUrl: string,
  scale: Scale,
  changes: string[],
): Promise<void> {
  const name = String(properties.FunctionName).replace('penstock-load-', '');
  const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
  if (Variables.PAYMENT_PROVIDER_URL !== undefined) Variables.PAYMENT_PROVIDER_URL = providerUrl;
  const own = scale[name];
  if (own === undefined) return;
  if (own.timeout !== undefined) properties.Timeout = own.timeout;
  const code = join(folder, `asset.${String((properties.Code as { S3Key: string }).S3Key).replace('.zip', '')}`);
  const bundle = await readFile(join(code, 'index.cjs'), 'utf8');
  await writeFile(join(code, 'index.cjs'), scaleBundle(bundle, own, changes));
  await crashOnPoison(code);
}

/** The consumer's contract lies in its bundle as an object; minified, but with its names. */
function scaleBundle(bundle: string, { queue, retryWindow, cap }: QueueScale & { queue: string }, changes: string[]) {
  return bundle.replace(
    /retryWindow:([\de]+),backoff:\{base:1,cap:(\d+)\}/,
    (_, declaredWindow: string, declaredCap: string) => {
      if (retryWindow !== undefined)
        changes.push(`${queue}: retry window ${Number(declaredWindow)} s -> ${retryWindow} s`);
      if (cap !== undefined) changes.push(`${queue}: longest wait ${declaredCap} s -> ${cap} s`);
      return `retryWindow:${retryWindow ?? declaredWindow},backoff:{base:1,cap:${cap ?? declaredCap}}`;
    },
  );
}

/** The handlers have no message that crashes them, so one is made: the process ends before the handler sees it. */
async function crashOnPoison(code: string): Promise<void> {
  await rename(join(code, 'index.cjs'), join(code, 'handler.cjs'));
  await writeFile(
    join(code, 'index.cjs'),
    `const { handler } = require('./handler.cjs');
exports.handler = (event, context) => {
  if (event.Records.some(({ body }) => body.includes('${CRASHING}'))) process.exit(1);
  return handler(event, context);
};
`,
  );
}
