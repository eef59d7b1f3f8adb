import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stages } from '../lib/stages.ts';
import { scriptLine } from '../packages/penstock/cli/script.ts';

scriptLine({
  name: 'npm run lint:templates --',
  summary: 'Asks cfn-lint, where it is installed, about every template of every stage.',
  options: {},
});

/** The version that the templates were read with last. */
const version = '1.58.0';

/** Asks cfn-lint about every template of every stage, for the region of its stack: no error may be left. */
const folder = mkdtempSync(join(tmpdir(), 'penstock-templates-'));
try {
  await run('cfn-lint', ['--version']).catch((cause) => {
    const fix = `fix      pipx install cfn-lint==${version}, or pip install it, and have it in PATH`;
    throw new Error(`cfn-lint does not run: ${Object(cause).code ?? cause}.\n    ${fix}`);
  });
  const found: string[] = [];
  for (const stage of Object.keys(stages)) {
    const out = join(folder, stage);
    await run(process.execPath, [cdk(), 'synth', '--quiet', '-c', `stage=${stage}`, '--output', out]);
    const byRegion = Map.groupBy(stacksIn(out), ({ region }) => region);
    for (const [region, all] of byRegion) found.push(...(await errorsIn(region, out, all)));
    console.log(`${stage}: ${byRegion.values().reduce((sum, { length }) => sum + length, 0)} templates`);
  }
  if (found.length > 0) throw new Error(['cfn-lint finds errors:', ...found].join('\n'));
} catch (error) {
  console.error(Object(error).message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

interface Stack {
  readonly file: string;
  readonly region: string;
}

function stacksIn(out: string): readonly Stack[] {
  const { artifacts } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const regions = new Map(
    Object.values(Object(artifacts)).map((artifact) => {
      const { properties, environment } = Object(artifact);
      return [Object(properties).templateFile, String(environment).split('/').at(-1) ?? ''] as const;
    }),
  );
  const files = readdirSync(out).filter((name) => name.endsWith('.template.json'));
  return files.map((file) => ({ file, region: regions.get(file) ?? '' }));
}

/** Without warnings, such as that of a dependency that the CDK states and a reference implies. */
async function errorsIn(region: string, out: string, stacks: readonly Stack[]): Promise<readonly string[]> {
  const files = stacks.map(({ file }) => join(out, file));
  const options = ['--format', 'parseable', '--regions', region, '--ignore-checks', 'W', 'I', '--'];
  try {
    await run('cfn-lint', [...options, ...files]);
    return [];
  } catch (error) {
    const { stdout = '', stderr = '' } = Object(error);
    return `${stdout}${stderr}`.replaceAll(`${out}/`, '').trim().split('\n');
  }
}

function cdk(): string {
  return createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(Object.assign(error, { stdout, stderr }));
    });
  });
}
