import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { type GrpcProcess, startGrpcProcess } from '../../../local/grpc/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-grpc-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A task that runs this program, and what it is given. */
const taskOf = (program: string) => {
  const file = join(folder, 'index.cjs');
  writeFileSync(file, program);
  return { name: 'the-task', memory: 64, file, environment: { ONLY: 'this' } };
};

const telling = (word: string) => `
  console.log('${word} ' + Object.keys(process.env).filter((name) => /^(ONLY|GRPC|HOME|PATH)/.test(name)).toSorted());
  process.once('disconnect', () => process.exit());
  process.send({ port: Number(process.env.GRPC_PORT) || 4711 });
`;

it('serves with its own environment and nothing of the machine, and is replaced on the same port', async () => {
  const lines: string[] = [];
  let grpc: GrpcProcess | undefined;
  try {
    grpc = await startGrpcProcess(taskOf(telling('first')), { port: 0, log: (line) => lines.push(line) });
    expect(grpc.port).toBe(4711);
    await grpc.replace(taskOf(telling('second')));
  } finally {
    await grpc?.close();
  }
  expect(lines).toEqual(['first GRPC_PORT,ONLY', 'second GRPC_PORT,ONLY']);
});

it('says what its process said where that does not start', async () => {
  const task = taskOf('throw new Error("Missing environment variables: GRPC_HOST")');
  await expect(startGrpcProcess(task, { port: 0, log: () => {} })).rejects.toThrow(
    /the-task does not start:[\s\S]*Missing environment variables: GRPC_HOST/,
  );
});
