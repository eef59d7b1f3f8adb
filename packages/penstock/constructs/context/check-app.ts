import { UserError } from '../../cli/user-error.ts';
import { contextOf } from '../../contract/events/sources.ts';
import { graphName } from '../../contract/graph/model.ts';
import { functionNameOf } from '../../contract/rpc/endpoints.ts';
import { type AppParts, authorizerName, ownContexts } from './app-parts.ts';
import type { Context } from './context.ts';
import { type Entry, placeOf } from './entries.ts';

/** One way in which contract, contexts and entries do not fit. */
export interface Misfit {
  /** The file to edit. */
  readonly file: string;
  readonly received: string;
  readonly expected: string;
  readonly fix: string;
}

/** The app can't be deployed; the message names every file to edit. */
export class AppError extends UserError {
  override readonly name = 'AppError';

  constructor(misfits: readonly Misfit[]) {
    const lines = misfits.map(
      ({ file, received, expected, fix }) =>
        `${file}\n    received ${received}\n    expected ${expected}\n    fix      ${fix}`,
    );
    super(`The contract, the contexts and the functions do not fit:\n\n${lines.join('\n')}`);
  }
}

/**
 * The compiler finds most of it where the generated types are in step; this finds the rest, and all of it where nobody
 * compiles.
 *
 * @throws AppError with everything that is missing or left over
 */
export function checkApp(app: AppParts, entries: readonly Entry[]): void {
  const misfits = [
    ...wanting(app, entries),
    ...surplus(app, entries),
    ...app.contexts.flatMap((one) => wrong(one, app)),
  ];
  if (misfits.length > 0) throw new AppError(misfits);
}

interface Wanted {
  readonly what: string;
  readonly name: string;
  readonly door: Parameters<typeof placeOf>[0];
  /** Absent: any context may have it, without a word in its infra.ts. */
  readonly among?: 'operations' | 'consumers';
  readonly context?: string;
  /** The operations whose use cases it runs, where they are not named as it is. */
  readonly serves?: readonly string[];
}

/** The functions of services. */
const servicesOf = ({ operations }: AppParts['contract']) =>
  [
    ...Map.groupBy(
      operations.filter(({ rpc }) => rpc !== undefined),
      functionNameOf,
    ),
  ].map(([name, methods]) => ({
    name,
    serves: [...new Set(methods.map(({ rpc }) => String(rpc?.serves)))],
  }));

const wantedOf = ({ contract, graph, consumers, contexts }: AppParts): readonly Wanted[] => [
  ...contract.operations
    .filter(({ rpc }) => rpc === undefined)
    .map(({ operationId: name }) => ({ what: `operation ${name}`, name, door: 'http', among: 'operations' }) as const),
  ...servicesOf(contract).map(
    ({ name, serves }) =>
      ({ what: `service function ${name}`, name, door: 'rpc', among: 'operations', serves }) as const,
  ),
  ...consumers.map(({ name }) => ({ what: `consumer ${name}`, name, door: 'queue', among: 'consumers' }) as const),
  ...contexts.flatMap(({ name: context, outbox }) =>
    outbox === undefined
      ? []
      : [{ what: `relay of context ${context}`, name: outbox.relay, door: 'stream', context } as const],
  ),
  ...(graph === undefined ? [] : [{ what: 'the graph', name: graphName, door: 'graph' } as const]),
  { what: 'authorizer', name: authorizerName, door: 'authorizer' },
];

const infraOf = (context: string): string => `functions/${context}/infra.ts`;

function wanting(app: AppParts, entries: readonly Entry[]): readonly Misfit[] {
  return wantedOf(app).flatMap((wanted): readonly Misfit[] => {
    const owners = ownersOf(wanted, app);
    const found = entries.filter(({ name }) => name === wanted.name);
    const [entry] = found;
    if (entry === undefined) return [noEntry(wanted, owners[0])];
    if (found.length > 1) return [severalEntries(wanted, found)];
    if (owners.length !== 1 && !isAnywhere(wanted)) return [notOneOwner(wanted, owners, entry)];
    return owners.length === 0 || owners.includes(entry.context) ? [] : [elsewhere(wanted, owners, entry)];
  });
}

/** Any context may have it, and none says so. */
const isAnywhere = ({ door }: Wanted): boolean => door === 'authorizer' || door === 'graph';

/** The contexts that say they have it. */
const ownersOf = ({ among, name, context, serves = [name] }: Wanted, { contexts }: AppParts): readonly string[] =>
  among === undefined
    ? [context].filter((one) => one !== undefined)
    : contexts.filter((one) => serves.some((each) => Object.hasOwn(one[among] ?? {}, each))).map((one) => one.name);

const noEntry = ({ door, name, what }: Wanted, owner: string | undefined): Misfit => ({
  file: placeOf(door, name, owner),
  received: `no entry for ${what}`,
  expected: 'a file that exports its handler',
  fix: 'write it, or remove what asks for it',
});

const severalEntries = ({ what }: Wanted, found: readonly Entry[]): Misfit => ({
  file: found[0]?.file ?? '',
  received: found.map(({ file }) => file).join(' and '),
  expected: `one entry for ${what}`,
  fix: 'rename or remove one',
});

const notOneOwner = ({ what, name, among, serves }: Wanted, owners: readonly string[], { context }: Entry): Misfit => ({
  file: infraOf(context),
  received: owners.length === 0 ? 'none' : owners.map(infraOf).join(' and '),
  expected: `one context that has ${serves === undefined ? what : `all that ${what} serves: ${serves.join(', ')}`}`,
  fix:
    serves === undefined
      ? `write ${name}: {} among its ${among}, with what it is granted; lib/app.ts lists the context`
      : 'make a service of the methods of each context',
});

const elsewhere = ({ what }: Wanted, owners: readonly string[], { file, context }: Entry): Misfit => ({
  file,
  received: `context ${context}`,
  expected: `${what} in the folder of context ${owners.join()}`,
  fix: 'move it',
});

function surplus(app: AppParts, entries: readonly Entry[]): readonly Misfit[] {
  const wanted = wantedOf(app);
  const isWanted = (name: string) => wanted.some((one) => one.name === name);
  const idle = entries
    .filter(({ name }) => !isWanted(name))
    .map(({ file, name }) => ({
      file,
      received: `a function ${name} that nothing calls`,
      expected:
        'an operation of the contract, a consumer of consumers.yaml, the relay of a context, or the graph of contract/graph.graphql',
      fix: 'write it there, or remove the file',
    }));
  const unknown = app.contexts.flatMap(({ name: context, operations = {}, consumers = {} }) =>
    [...Object.keys(operations), ...Object.keys(consumers)]
      .filter((name) => !isWanted(name))
      .map((name) => ({
        file: infraOf(context),
        received: name,
        expected: 'an operation of the contract, or a consumer of consumers.yaml',
        fix: 'remove it, or write it there',
      })),
  );
  return [...idle, ...unknown];
}

function wrong(context: Context, { contract, contexts, consumers, events }: AppParts): readonly Misfit[] {
  const file = infraOf(context.name);
  const misfit = (received: string, expected: string, fix: string): Misfit => ({ file, received, expected, fix });
  const tables = [...contexts, ...ownContexts(contract)].flatMap((one) => Object.keys(one.tables ?? {}));
  const twice = Object.keys(context.tables ?? {}).filter((name) => tables.filter((one) => one === name).length > 1);
  const shared = (context.sharedTables ?? []).filter((name) => !tables.includes(name));
  const heard = consumers.flatMap((consumer) => consumer.events).some((type) => contextOf(type) === context.name);
  const published = events.some(({ type }) => contextOf(type) === context.name);
  return [
    ...twice.map((name) =>
      misfit(`table ${name} in two contexts`, 'each table in one', 'use sharedTables in the other'),
    ),
    ...shared.map((name) => misfit(`shared table ${name}`, `one of ${tables.join(', ')}`, 'name a table of a context')),
    ...(context.outbox !== undefined && !published
      ? [misfit('an outbox', `events ${context.name}.* in contract/events`, 'write their schemas, or remove outbox')]
      : []),
    ...(heard && context.outbox === undefined
      ? [
          misfit(
            'no outbox',
            `one: consumers wait for events ${context.name}.*`,
            "write outbox: { table, relay }, or change the consumers' events",
          ),
        ]
      : []),
  ];
}
