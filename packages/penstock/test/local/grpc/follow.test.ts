import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { LocalTask } from '../../../local/grpc/environment.ts';
import { followTasks } from '../../../local/grpc/follow.ts';
import { createListeners } from '../../../local/listeners.ts';
import { eventually } from '../fixtures/eventually.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-grpc-follow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = `
  console.log(process.env.WORD);
  for (const end of ['disconnect', 'SIGTERM']) process.once(end, () => process.exit());
  if (process.env.WORD === 'broken') throw new Error('no');
  process.send({ port: 4711 });
`;
const file = join(folder, 'index.cjs');
writeFileSync(file, program);
const taskOf = (WORD: string): LocalTask => ({ name: 'task', memory: 64, file, environment: { WORD } });

it('serves what is deployed, and what is deployed in its place, until nothing is', async () => {
  const deployed = createListeners<void>();
  const said: string[] = [];
  let tasks: readonly LocalTask[] = [];
  const hears = async (line: RegExp) => {
    const found = await eventually(
      async () => said.filter((one) => line.test(one)),
      (lines) => lines.length > 0,
    );
    expect(found).toHaveLength(1);
  };
  const deploy = (...words: readonly string[]) => {
    tasks = words.map(taskOf);
    deployed.notify();
  };
  const print = (line: string) => void said.push(line);
  const stop = followTasks({ onDeployed: deployed.add, tasks: () => tasks }, { port: 0, log: print, print });
  try {
    deploy('first');
    await hears(/^first$/);
    await hears(/^gRPC is served on 127\.0\.0\.1:4711$/);
    deploy('first');
    deploy('second');
    await hears(/^second$/);
    deploy('broken');
    await hears(/^task does not start:[\s\S]*Error: no/);
    deploy();
    deploy('third');
    await hears(/^third$/);
  } finally {
    await stop();
  }
  expect(said.filter((line) => line === 'first')).toHaveLength(1);
});
