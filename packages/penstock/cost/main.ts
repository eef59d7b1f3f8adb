import { join } from 'node:path';
import { appRoot } from '../cli/app.ts';
import type { Command } from '../cli/command.ts';
import { runCommand } from '../cli/run-command.ts';
import { inTemporaryFolder } from '../cli/temporary-folder.ts';
import { UserError } from '../cli/user-error.ts';
import { text } from '../local/json.ts';
import { synthesize } from '../local/synthesize.ts';
import { type Assumptions, readAssumptions, usualFile } from './assumptions.ts';
import { changesOf } from './difference.ts';
import { readLoad } from './load.ts';
import { routesOf } from './operations.ts';
import { ageWarning, fromMemory, type PriceList, readPrices } from './prices.ts';
import { printChanges, printReport, printUsage } from './print.ts';
import { reportOf } from './report.ts';
import { synthesizeRevision } from './revision.ts';
import { type PricedStage, readStage } from './stage.ts';

const command: Command = {
  name: 'npm run cost --',
  summary:
    'What a stage costs, from its templates: fixed a month, a million requests to each operation, and the worst case at the throttles, in each region.',
  options: {
    stage: { value: 'STAGE', default: 'dev', help: 'of lib/stages.ts; it is synthesized for this' },
    assembly: { value: 'FOLDER', help: 'an assembly that is there already, such as cdk.out, instead of a stage' },
    region: { value: 'REGION', help: 'one of its regions; all by default' },
    rps: { value: 'N', help: 'requests a second, in all regions together: what they cost a month' },
    mix: { value: 'SHARES', help: 'how they are spread, such as getHealth=0.2,createParcel=0.8; evenly by default' },
    operation: { value: 'NAME', help: 'what a million requests to it use, instead' },
    base: { value: 'REV', help: 'a revision of the repository: what costs more or less than there, instead' },
    assumptions: { value: 'FILE', help: `what templates do not say; ${usualFile} by default, where it is there` },
    prices: { value: 'FILE', help: "prices in the form of the kit's own" },
    markdown: { help: 'tables of Markdown, for a comment' },
  },
  notes: ['npm run cost -- --stage prod --rps 100', 'npm run cost -- --base main --markdown'],
};

await runCommand(command, async (values) => {
  const { stage, assembly, region, rps, mix, operation, base, markdown } = values;
  if (assembly !== undefined && base !== undefined) {
    throw new UserError('--base synthesizes the same stage of a revision: give --stage instead of --assembly.');
  }
  const prices = readPrices(text(values.prices));
  const assumptions = readAssumptions(text(values.assumptions));
  const load = readLoad(text(rps), text(mix));
  const options = {
    prices,
    assumptions,
    ...(load && { load }),
    ...(region !== undefined && { region: String(region) }),
  };
  const print = { prices, markdown: markdown === true };
  const priced = assembly === undefined ? await synthesized(String(stage)) : readStage(String(assembly));
  const report = reportOf(priced, options);
  warn(priced, prices, fromMemory(prices, report.used));
  if (operation !== undefined) say(usageOf(priced, String(operation), { ...options, ...print }));
  else if (base === undefined) say(printReport(report, print));
  else {
    const before = reportOf(await synthesized(String(stage), String(base)), options);
    say(printChanges(changesOf(before, report), String(base), print));
  }
});

function say(what: string): void {
  process.stdout.write(`${what}\n`);
}

function warn({ problems }: PricedStage, prices: PriceList, memory: number): void {
  const age = ageWarning(prices, new Date());
  const notRead = `${memory} of the prices used were not read again when they were written down: see \`verified: memory\` in them.`;
  const lines = [
    ...problems.map((line) => `Not priced:${line}`),
    ...(age === undefined ? [] : [age]),
    ...(memory === 0 ? [] : [notRead]),
  ];
  for (const line of lines) process.stderr.write(`${line}\n`);
}

async function synthesized(stage: string, revision?: string): Promise<PricedStage> {
  return inTemporaryFolder(async (folder) => {
    const outDir = join(folder, 'assembly');
    if (revision === undefined) await synthesize({ stage, outDir });
    else await synthesizeRevision({ revision, stage, outDir, root: appRoot() });
    return readStage(outDir);
  });
}

interface UsageOptions {
  readonly assumptions: Assumptions;
  readonly prices: PriceList;
  readonly region?: string;
  readonly markdown?: boolean;
}

function usageOf({ regions }: PricedStage, name: string, options: UsageOptions): string {
  const stage = regions.find(({ region }) => options.region === undefined || region === options.region);
  const routes =
    stage === undefined ? [] : routesOf(stage, options.assumptions).filter(({ isOperation }) => isOperation);
  const route = routes.find((one) => one.name === name);
  if (route !== undefined) return printUsage(route.usage, options.prices, options.markdown);
  throw new UserError(
    `--operation names none of the stage.\n    received ${name}\n    expected ${routes.map((one) => one.name).join(', ')}`,
  );
}
