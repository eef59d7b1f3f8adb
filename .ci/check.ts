import { spawn } from 'node:child_process';
import { scriptLine } from '../packages/penstock/cli/script.ts';

scriptLine({
  name: 'npm run check --',
  summary: 'Runs every check of the sources side by side, and says what each says.',
  options: {},
});

/** Each is a script of package.json, and none needs what another writes. */
const checks: readonly (readonly [string, ...string[]])[] = [
  ['lint'],
  ['typecheck'],
  ['unused'],
  ['generate', '--', '--check'],
  ['contract'],
];

interface Outcome {
  readonly name: string;
  readonly code: number;
  readonly said: string;
  readonly seconds: number;
}

/** Runs all of them side by side, and says what each says once it has ended. */
const outcomes = await Promise.all(checks.map((check) => run(check).then(shown)));
const failed = outcomes.filter(({ code }) => code !== 0).map(({ name }) => name);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}. \`npm run ${failed[0]}\` runs the first of them alone.`);
  process.exitCode = 1;
}

function run([name, ...args]: readonly [string, ...string[]]): Promise<Outcome> {
  const { npm_execpath: npm } = process.env;
  if (npm === undefined) throw new Error('npm runs this: `npm run check`.');
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [npm, 'run', '--silent', name, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ name, code: code ?? 1, said: said.trimEnd(), seconds: (performance.now() - began) / 1000 });
    });
  });
}

function shown(outcome: Outcome): Outcome {
  const { name, code, said, seconds } = outcome;
  console.log(`${code === 0 ? 'passed' : 'FAILED'} ${name} (${seconds.toFixed(0)} s)`);
  if (said !== '') console.log(said.replaceAll(/^/gm, '  '));
  return outcome;
}
