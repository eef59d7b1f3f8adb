import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readAssembly } from '../../packages/penstock/local/assembly/read.ts';
import type { EngineCall } from '../../packages/penstock/local/cloud.ts';
import { type Grant, grantsOf } from '../../packages/penstock/local/iam/grants.ts';
import { refusalsWithout } from '../../packages/penstock/local/iam/missing-grant.ts';
import { matches } from '../../packages/penstock/local/iam/wildcard.ts';
import type { FunctionDefinition } from '../../packages/penstock/local/lambda/definition.ts';
import { readPlan } from '../../packages/penstock/local/plan.ts';
import { assemblyOf } from '../support/stages.ts';
import { uses } from './uses.ts';
import { stage, startWorld, type World } from './world.ts';

const assembly = assemblyOf(stage);
const stacks = readAssembly(assembly);

interface Missing extends Grant {
  readonly fn: FunctionDefinition;
  readonly name: string;
}

const all: readonly Missing[] = readPlan(assembly).functions.flatMap((fn) =>
  grantsOf(fn.role.statements).map((grant) => ({ ...grant, fn, name: fn.name.replace(`penstock-${stage}-`, '') })),
);
/** What pollers and telemetry need is asked for before the start, as AWS does of an event source mapping. */
const [asked, checked] = [
  all.filter((missing) => refusalsWithout(stacks, missing.fn.role.name, missing).length === 0),
  all.filter((missing) => refusalsWithout(stacks, missing.fn.role.name, missing).length > 0),
];

describe('a stage does not start without', () => {
  it.each(checked)('$name: $action on $resource', (missing) => {
    expect(refusalsWithout(stacks, missing.fn.role.name, missing).join('\n')).toContain(missing.action);
  });
});

describe('AccessDenied is answered without', () => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.subscriber.status = 204;
  });

  it.each(asked)('$name: $action on $resource', async (missing) => {
    const { fn, name } = missing;
    const given = [missing, ...hindrances(missing)].map((grant) => world.app.cloud.revoke(fn.name, grant));
    try {
      await expect(deniedTo(world, missing, uses[name] ?? [])).resolves.toBe(true);
    } finally {
      for (const giveBack of given) giveBack();
    }
  });
});

/** A consumer puts a message off only when it fails: so that it fails, its tables are out of its reach too. */
const hindrances = ({ fn, action }: Missing): readonly Grant[] =>
  action === 'sqs:ChangeMessageVisibility'
    ? grantsOf(fn.role.statements).filter((other) => other.action.startsWith('dynamodb:'))
    : [];

const TRIES = 60;
/** Milliseconds between one try and the next: most events are through by then. */
const BETWEEN = 150;

/** Whether the function is refused what it misses, in one of many tries. */
async function deniedTo(
  { app, subscriber, ...world }: World,
  missing: Missing,
  tries: (typeof uses)[string],
): Promise<boolean> {
  let isDenied = false;
  const stop = app.cloud.onEngineCall((call) => {
    isDenied ||= isAbout(call, missing);
  });
  for (let number = 0; number < TRIES && !isDenied; number += 1) {
    subscriber.status = 204;
    await tries[number % tries.length]?.({ app, subscriber, ...world });
    await sleep(BETWEEN);
  }
  stop();
  return isDenied;
}

const isAbout = ({ functionName, error, accesses }: EngineCall, { fn, action, resource }: Missing): boolean =>
  functionName === fn.name &&
  /^AccessDenied/.test(error ?? '') &&
  accesses.some((one) => one.action === action && matches(resource, one.resource));
