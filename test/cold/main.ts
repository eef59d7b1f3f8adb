import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from 'penstock/cli/user-error';
import type { Command } from '../../packages/penstock/cli/command.ts';
import { whole } from '../../packages/penstock/cli/option-values.ts';
import type { Values } from '../../packages/penstock/cli/options.ts';
import { progressOn } from '../../packages/penstock/cli/progress.ts';
import { runCommand } from '../../packages/penstock/cli/run-command.ts';
import { type Bundles, bundlesOf } from './bundles.ts';
import { type ColdStart, coldStart } from './cold-start.ts';
import { type Calls, keepCalls } from './keep-calls.ts';
import { breaches, limits, type Measured, report, yardstick } from './report.ts';

const command: Command = {
  name: 'npm run bench:cold --',
  summary:
    'Measures the cold start of each function, its init and its first call, in processes of their own and in interleaved rounds.',
  options: {
    runs: { value: 'N', default: '11', help: 'how many rounds' },
    functions: { value: 'NAMES', help: `those alone, with commas between them; ${yardstick} is always among them` },
    against: { value: 'FOLDER', help: 'another checkout, whose functions are measured in the same rounds' },
  },
  notes: [
    `CPU time of a process from its start; ratios are to ${yardstick}, spread is the middle half of the runs.`,
    `Exits with 1 where a ratio is above its limit: ${Object.entries(limits)
      .map(([name, most]) => `${name} ${most}`)
      .join(', ')}.`,
  ],
};

async function run(values: Values): Promise<void> {
  const runs = whole('--runs', values.runs, 1, 1000) ?? 1;
  const folder = mkdtempSync(join(tmpdir(), 'penstock-cold-'));
  try {
    const own = bundlesOf('.', join(folder, 'own'));
    const base = typeof values.against === 'string' ? bundlesOf(values.against, join(folder, 'base')) : undefined;
    const names = chosen(own, values.functions);
    const calls = await keepCalls(own.names, join(folder, 'calls'));
    const measured = await measure({ names, runs, own, base, calls }).finally(() => calls.cloud.close());
    tell(names, measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function chosen({ names }: Bundles, given: Values[string]): readonly string[] {
  if (typeof given !== 'string') return [yardstick, ...names.filter((name) => name !== yardstick)];
  const wanted = given.split(',');
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return [...new Set([yardstick, ...wanted])];
  throw new UserError(`There is no function ${JSON.stringify(unknown)}; there are ${names.join(', ')}.`);
}

interface Measurement {
  readonly names: readonly string[];
  readonly runs: number;
  readonly own: Bundles;
  readonly base: Bundles | undefined;
  readonly calls: Calls;
}

async function measure({ names, runs, own, base, calls }: Measurement): Promise<readonly Measured[]> {
  const progress = progressOn(process.stderr);
  const series = names.flatMap((name) => {
    const call = calls.of.get(name);
    const versions = base?.names.includes(name) ? [own, base] : [own];
    return call === undefined ? [] : versions.map((bundles) => ({ name, call, bundles, starts: [] as ColdStart[] }));
  });
  for (let round = 0; round < runs; round++) {
    for (const { name, call, bundles, starts } of turned(series, round)) {
      progress.show(`round ${round + 1} of ${runs}: ${name}`);
      starts.push(await coldStart(name, bundles.folderOf(name), call));
    }
  }
  progress.done();
  return names.flatMap((name) => {
    const [first, second] = series.filter((one) => one.name === name);
    if (first === undefined) return [];
    const { starts } = first;
    const before = second && { bytes: second.bundles.bytesOf(name), starts: second.starts };
    return [{ name, bytes: own.bytesOf(name), starts, ...(before && { base: before }) }];
  });
}

/** Each round begins elsewhere: what comes before another is not always the same. */
const turned = <Item>(items: readonly Item[], by: number): readonly Item[] => {
  const at = by % Math.max(1, items.length);
  return [...items.slice(at), ...items.slice(0, at)];
};

function tell(names: readonly string[], measured: readonly Measured[]): void {
  process.stdout.write(`${report(measured)}\n`);
  const left = names.filter((name) => measured.every((one) => one.name !== name));
  if (left.length > 0) process.stdout.write(`\nNot called, and so not measured: ${left.join(', ')}\n`);
  const found = breaches(measured);
  if (found.length > 0) throw new UserError(found.join('\n'));
}

await runCommand(command, run);
