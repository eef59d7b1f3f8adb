import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scriptLine } from '../../packages/penstock/cli/script.ts';
import { startApp } from './start-app.ts';

scriptLine({
  name: 'npm run bench:loop --',
  summary: 'Measures how long an edited handler takes to answer.',
  options: {},
});

/**
 * Measures how long an edited handler takes to answer: `npm run bench:loop`. A handler is edited so that its answers
 * carry the number of the edit, and asked until they do; the file is put back at the end, however that comes.
 */
const edits = 10;
const root = join(import.meta.dirname, '../..');
const [file] = globSync('functions/*/**/getHealth.ts', { cwd: root, exclude: ['functions/generated/**'] });
if (file === undefined) throw new Error('There is no handler getHealth.ts below functions.');
const path = join(root, file);
const source = readFileSync(path, 'utf8');
const restore = () => writeFileSync(path, source);
process.once('exit', restore);

function edit(count: number): void {
  const wrapped = `
export const handler: typeof original = async (...call) => {
  const answer = await original(...call);
  return { ...answer, headers: { ...answer.headers, 'x-edit': '${count}' } };
};
`;
  writeFileSync(path, source.replace('export const handler =', 'const original =') + wrapped);
}

async function answersWith(url: string, count: number): Promise<boolean> {
  const answer = await fetch(`${url}/health`);
  await answer.arrayBuffer();
  return answer.headers.get('x-edit') === String(count);
}

const app = await startApp(root);
const took: number[] = [];
try {
  for (let count = 1; count <= edits; count++) {
    const began = performance.now();
    edit(count);
    while (!(await answersWith(app.url, count))) await sleep(5);
    took.push(performance.now() - began);
    await sleep(250);
  }
} finally {
  restore();
  await app.stop();
}
const sorted = took.toSorted((a, b) => a - b);
const median = ((sorted[edits / 2 - 1] ?? 0) + (sorted[edits / 2] ?? 0)) / 2;
process.stdout.write(`ready after ${(app.readyMs / 1000).toFixed(1)} s\n`);
process.stdout.write(`edit of ${file} to live answer, ${edits} times: median ${median.toFixed(0)} ms, `);
process.stdout.write(`${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)} ms\n`);
if (median >= 2_000) process.exitCode = 1;
