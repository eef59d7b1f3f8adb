import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptLine } from '../../../cli/script.ts';
import type { EngineKind } from '../../../local/dynamodb/choice.ts';
import type { Engine } from '../../../local/dynamodb/engine.ts';
import { startStreamingEngine } from '../../../local/dynamodb/streaming-engine.ts';
import { kinds } from './kinds.ts';

scriptLine({
  name: 'npm run bench:engine --',
  summary: 'Measures a create on both engines of the tables.',
  options: {},
});

/**
 * The time of a conditional create of a small item, in a table with two indexes and a stream that is kept in a file: of
 * both engines, in turns in one run. Ends with 1 where the embedded engine takes more than three times as long.
 */
const table = {
  TableName: 'things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['pk', 'sk', 'owner', 'state'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: ['owner', 'state'].map((name) => ({
    IndexName: `by-${name}`,
    KeySchema: [
      { AttributeName: name, KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    Projection: { ProjectionType: 'ALL' },
  })),
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};
const rounds = 10;
const each = 200;
const mostTimes = 3;

const create = (name: string) => ({
  TableName: 'things',
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  Item: {
    pk: { S: `thing_${name}` },
    sk: { S: name },
    owner: { S: `owner_${name.length}` },
    state: { S: 'new' },
    text: { S: 'x'.repeat(300) },
    lines: { L: [{ M: { name: { S: 'ABC-1' }, count: { N: '2' }, price: { N: '12.50' } } }] },
  },
});

async function createOne(engine: Engine, name: string): Promise<number> {
  const began = performance.now();
  const { status, body } = await engine.client.send('PutItem', create(name));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return performance.now() - began;
}

async function createTogether(engine: Engine, prefix: string): Promise<number> {
  const began = performance.now();
  await Promise.all(Array.from({ length: each }, (_, index) => createOne(engine, `${prefix}-${index}`)));
  return (performance.now() - began) / each;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'penstock-bench-'));
const engines = new Map<EngineKind, Engine>();
try {
  for (const kind of kinds) {
    const engine = await startStreamingEngine({ region: 'eu-west-1', kind, file: join(folder, `${kind}.db`) });
    engines.set(kind, engine);
    await engine.client.send('CreateTable', table);
    await createTogether(engine, 'warm');
  }
  const times = new Map(kinds.map((kind) => [kind, { alone: [] as number[], together: [] as number[] }]));
  for (let round = 0; round < rounds; round++) {
    for (const [kind, engine] of engines) {
      for (let index = 0; index < each; index++) {
        times.get(kind)?.alone.push(await createOne(engine, `${round}-${index}`));
      }
      times.get(kind)?.together.push(await createTogether(engine, `${round}-together`));
    }
  }
  const [dynoxide, embedded] = (['dynoxide', 'embedded'] as const).map((kind) => times.get(kind));
  for (const [kind, { alone, together }] of times) {
    process.stdout.write(
      `${kind.padEnd(9)} a create: ${median(alone).toFixed(3)} ms one after the other, ${median(together).toFixed(3)} ms of ${each} at once\n`,
    );
  }
  if (dynoxide !== undefined && embedded !== undefined) {
    const ratio = median(embedded.alone) / median(dynoxide.alone);
    const together = median(embedded.together) / median(dynoxide.together);
    process.stdout.write(
      `embedded takes ${ratio.toFixed(2)} times the time of dynoxide, ${together.toFixed(2)} times at once; ${mostTimes} is the most\n`,
    );
    if (Math.max(ratio, together) > mostTimes) process.exitCode = 1;
  }
} finally {
  for (const engine of engines.values()) await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
