import { execute } from 'graphql';
import { scriptLine } from '../../../cli/script.ts';
import { defaultLimits } from '../../../runtime/graph/safety/limits.ts';
import { attacksOn, parcelsTarget, plainQuery } from '../../../testkit/graph/attacks.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';
import { admission } from './admission.ts';

scriptLine({
  name: 'npm run bench:graph --',
  summary: 'Measures the CPU of refusing each attack on the graph, as a share of ten plain queries.',
  options: {},
});

/**
 * CPU time of refusing each attack, as a share of what ten plain queries take, in interleaved rounds in one process. A
 * plain query is one that a client has sent before: its document is known, and 50 objects are resolved.
 */
const ROUNDS = 15;
const REPEATED = 20;

const options = { schema: parcelsSchema, limits: defaultLimits, introspection: false, trusted: {}, only: false };
const admit = admission(options);
const parcel = { id: '1', status: 'new', weight: 1, depot: { code: 'd', town: 't' } };
const rootValue = {
  parcels: ({ first }: { readonly first: number }) => ({ total: first, nodes: Array(first).fill(parcel) }),
};

async function plain(): Promise<void> {
  const admitted = admit(plainQuery);
  if (admitted.outcome !== 'admitted') throw new Error('The plain query is refused');
  const { document, variables } = admitted;
  const variableValues = { ...variables.coerced };
  await execute({ schema: parcelsSchema, document: document.document, rootValue, variableValues });
}

async function cpuOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < REPEATED; index++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REPEATED;
}

const attacks = attacksOn(parcelsTarget);
const taken = new Map<string, number[]>(['plain', ...attacks.map(({ name }) => name)].map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, work] of [
    ['plain', plain] as const,
    ...attacks.map((one) => [one.name, () => admit(one.body)] as const),
  ]) {
    const cpu = await cpuOf(work);
    // The first round is the compiler's.
    if (round > 0) taken.get(name)?.push(cpu);
  }
}
const median = (name: string): number => (taken.get(name) ?? []).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
const ten = 10 * median('plain');
console.log(`ten plain queries: 1 (${(ten / 1000).toFixed(2)} ms of CPU)`);
for (const { name } of attacks) console.log(`${(median(name) / ten).toFixed(3).padStart(7)}  ${name}`);
const worst = Math.max(...attacks.map(({ name }) => median(name) / ten));
if (worst >= 1) throw new Error(`Refusing an attack takes ${worst.toFixed(2)} of ten plain queries`);
