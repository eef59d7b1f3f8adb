import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { scriptLine } from '../../packages/penstock/cli/script.ts';

scriptLine({
  name: 'npm run bench:rules --',
  summary: 'Measures what the rules add to the synth of an app of cdk init.',
  options: {},
});

/** Measures what the rules add to the synth of an app that `cdk init` makes, as it is and with 50 consumers in it: `npm run bench:rules`. */
const runs = 5;
/** Rules that cost more than a second of synth would be switched off. */
const mostAddedMs = 1000;
const consumers = 50;
const modules = resolve('node_modules');

const workload = `
    for (let index = 0; index < ${consumers}; index++) {
      const fn = new lambda.Function(this, 'Fn' + index, {
        runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => {};'),
      });
      fn.addEventSource(new sources.SqsEventSource(new sqs.Queue(this, 'Queue' + index)));
    }
`;
const imports = `
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
`;
const plugin = `
import { Validations } from 'aws-cdk-lib/core';
import { ResilienceRules } from 'penstock-rules';
Validations.of(app).addPlugins(new ResilienceRules());
`;

/** Tells what the process used, and not how long it waited for others. */
const tellsUsage = `
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync(process.env.CDK_OUTDIR + '/used', String((user + system) / 1000));
});
`;

/** Milliseconds of the processor in one synth, in a process of its own, as the CLI runs it. An app that breaks rules ends with 1. */
function synthMs(folder: string, script: string): number {
  const outdir = mkdtempSync(join(folder, 'cdk.out-'));
  const env = { ...process.env, CDK_OUTDIR: outdir };
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8', env });
  if (!existsSync(join(outdir, 'InitStack.template.json')) || (status !== 0 && !/ResilienceRules/.test(stderr)))
    throw new Error(`The app was not synthesized:\n${stderr}`);
  return Number(readFileSync(join(outdir, 'used'), 'utf8'));
}

function bundle(folder: string, name: string, files: Readonly<Record<string, string>>): string {
  const source = join(folder, name);
  mkdirSync(join(source, 'bin'), { recursive: true });
  mkdirSync(join(source, 'lib'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(source, path), text);
  const outfile = join(folder, `${name}.cjs`);
  const external = ['aws-cdk-lib', 'constructs'];
  buildSync({
    entryPoints: [join(source, 'bin/app.ts')],
    outfile,
    banner: { js: tellsUsage },
    bundle: true,
    platform: 'node',
    external,
    nodePaths: [modules],
  });
  return outfile;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) / 2] as number;

function measure(folder: string, what: string, files: Readonly<Record<string, string>>): boolean {
  const without = bundle(folder, `without-${what}`, files);
  const withRules = bundle(folder, `with-${what}`, { ...files, 'bin/app.ts': `${files['bin/app.ts']}${plugin}` });
  const took = Array.from({ length: runs }, () => [synthMs(folder, without), synthMs(folder, withRules)] as const);
  const [plain, ruled] = [median(took.map(([one]) => one)), median(took.map(([, one]) => one))];
  const added = ruled - plain;
  const ratio = (ruled / plain).toFixed(2);
  process.stdout.write(
    `${what}: ${plain.toFixed(0)} ms without, ${ruled.toFixed(0)} ms with (${added.toFixed(0)} ms more, ${ratio} times) of the processor, median of ${runs}\n`,
  );
  return added < mostAddedMs;
}

const folder = mkdtempSync(join(tmpdir(), 'penstock-bench-rules-'));
try {
  const made = join(folder, 'init');
  mkdirSync(made);
  execFileSync(
    process.execPath,
    [join(modules, 'aws-cdk/bin/cdk'), 'init', 'app', '--language', 'typescript', '--generate-only'],
    {
      cwd: made,
      stdio: 'pipe',
    },
  );
  symlinkSync(modules, join(folder, 'node_modules'));
  const lib = readFileSync(join(made, 'lib/init-stack.ts'), 'utf8');
  const files = { 'bin/app.ts': readFileSync(join(made, 'bin/init.ts'), 'utf8'), 'lib/init-stack.ts': lib };
  const consuming = imports + lib.replace('// The code that defines your stack goes here', workload);
  const results = [
    measure(folder, 'cdk-init', files),
    measure(folder, `${consumers}-consumers`, { ...files, 'lib/init-stack.ts': consuming }),
  ];
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
