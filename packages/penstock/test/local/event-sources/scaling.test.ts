import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withBackbone } from '../fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import { clientOptions } from '../fixtures/sdk.ts';

let folder: string;
let small: SmallCloud | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-scaling-'));
});
afterEach(async () => {
  await small?.close();
  small = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** An invocation prints its process with a plus, waits until there is the file `gate`, and prints it with a minus. */
async function start(concurrency: number, gate: string): Promise<SmallCloud> {
  small = await startSmallCloud({
    edit: (template) => {
      withBackbone(template);
      const more = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: concurrency } };
      Object.assign(template.Resources.WorkMapping?.Properties ?? {}, more);
      // Far more than any machine takes to start so many processes: no message comes twice.
      Object.assign(template.Resources.Work?.Properties ?? {}, { VisibilityTimeout: 600 });
      Object.assign(template.Resources.Worker?.Properties ?? {}, { Timeout: 100 });
    },
    handlers: {
      Worker: `const { existsSync } = require('node:fs');
      exports.handler = async () => {
        console.log('+ ' + process.pid);
        while (!existsSync(${JSON.stringify(gate)})) await new Promise((done) => setTimeout(done, 20));
        console.log('- ' + process.pid);
      };`,
      Relay: 'exports.handler = async () => {};',
    },
  });
  return small;
}

async function send({ cloud }: SmallCloud, messages: number): Promise<void> {
  const queues = new SQSClient(clientOptions(cloud));
  const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';
  await Promise.all(
    Array.from({ length: messages }, (_, index) =>
      queues.send(new SendMessageCommand({ QueueUrl, MessageBody: `m${index}` })),
    ),
  );
}

const steps = ({ lines }: SmallCloud): readonly string[] => lines.filter((line) => /^[+-] \d+$/.test(line));
const ended = (cloud: SmallCloud): number => steps(cloud).filter((line) => line.startsWith('-')).length;
const processes = (cloud: SmallCloud): number => new Set(steps(cloud).map((line) => line.slice(2))).size;

/** How many invocations ran at once at the most. */
function most(cloud: SmallCloud): number {
  let now = 0;
  return Math.max(0, ...steps(cloud).map((line) => (now += line.startsWith('+') ? 1 : -1)));
}

describe('the pollers of a queue', () => {
  it('become as many as the concurrency of the mapping while no work ends, and no more', async () => {
    const gate = join(folder, 'gate');
    const cloud = await start(8, gate);
    await send(cloud, 28);
    await eventually(
      () => most(cloud),
      (count) => count === 8,
      60_000,
    );
    writeFileSync(gate, '');
    await eventually(
      () => ended(cloud),
      (count) => count === 28,
      60_000,
    );

    expect({ most: most(cloud), processes: processes(cloud) }).toEqual({ most: 8, processes: 8 });
  }, 150_000);

  it('leave a burst of short work to a few processes', async () => {
    const cloud = await start(30, folder);
    await send(cloud, 30);
    await eventually(
      () => ended(cloud),
      (count) => count === 30,
      60_000,
    );

    expect(processes(cloud)).toBeLessThanOrEqual(6);
  }, 150_000);
});
