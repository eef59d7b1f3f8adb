import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Addresses, assemblyFor } from '../support/assembly.ts';

/** Receive counts in place of the declared ones, by queue: poison that crashes takes as many visibility timeouts. */
export type ReceiveCounts = Readonly<Record<string, number>>;

export interface ChaosAssembly {
  readonly folder: string;
  /** What is not as declared, as the table says it. */
  readonly changes: readonly string[];
}

/** A message with this in its body ends the process of the consumer that handles it. */
export const CRASHING = '"poison":"crash"';

/** The load stage as it is synthesized, edited: where the provider is, and the crash that poison makes. */
export async function chaosAssembly(addresses: Addresses, counts: ReceiveCounts): Promise<ChaosAssembly> {
  const changes: string[] = [];
  const crashed = new Set<string>();
  const folder = await assemblyFor('load', addresses, {
    events: true,
    template: (resources) => {
      for (const { Type, Properties } of Object.values(resources)) {
        if (Type === 'AWS::SQS::Queue') lowerCount(Properties, counts, changes);
        if (Type === 'AWS::Lambda::Function' && isCrashed(Properties)) crashed.add(codeOf(Properties));
      }
    },
  });
  for (const code of crashed) await crashOnPoison(join(folder, code));
  return { folder, changes };
}

function lowerCount(properties: Record<string, unknown>, counts: ReceiveCounts, changes: string[]): void {
  const queue = String(properties.QueueName).replace('penstock-load-', '');
  const count = counts[queue];
  if (count === undefined) return;
  const redrive = properties.RedrivePolicy as { maxReceiveCount: number };
  changes.push(`a message of ${queue} is received ${count} times at most, not ${redrive.maxReceiveCount}`);
  redrive.maxReceiveCount = count;
}

const isCrashed = ({ FunctionName }: Record<string, unknown>): boolean =>
  FunctionName === 'penstock-load-fanOutWebhooks';
const codeOf = ({ Code }: Record<string, unknown>): string =>
  `asset.${(Code as { S3Key: string }).S3Key.replace('.zip', '')}`;

/** The handlers have no message that crashes them, so one is made: the process ends as soon as its body is looked at. */
async function crashOnPoison(code: string): Promise<void> {
  await rename(join(code, 'index.cjs'), join(code, 'handler.cjs'));
  await writeFile(
    join(code, 'index.cjs'),
    `const { handler } = require('./handler.cjs');
const crashing = (record) => Object.defineProperty({ ...record }, 'body', { get: () => process.exit(1) });
exports.handler = ({ Records }, context) =>
  handler({ Records: Records.map((record) => (record.body.includes('${CRASHING}') ? crashing(record) : record)) }, context);
`,
  );
}
