import { functionOf } from '../graph/functions.ts';
import type { RuleDefinition } from '../local/events-bus/definition.ts';
import { list, object, parseJson } from '../local/json.ts';
import type { FunctionDefinition } from '../local/lambda/definition.ts';
import type { Assumptions } from './assumptions.ts';
import { grantsOf } from './grants.ts';
import { type StageRegion, tableNameOf } from './stage.ts';
import { isTableAction, isWrite, tableUsage } from './tables.ts';
import { times, type Usage } from './usage.ts';

/** What a call of a function, and all that follows from it, is counted in. */
export interface Counting {
  readonly stage: StageRegion;
  readonly assumptions: Assumptions;
}

export const kbOfGb = 1024 * 1024;

/** Calls of a function: requests, GB-seconds and logs. A batch shares all but the time. */
export function invocationUsage({ stage, assumptions }: Counting, fn: FunctionDefinition, batch = 1): Usage {
  const { region } = stage;
  const gbSeconds = (fn.memory / 1024) * (assumptions.durationMs / 1000);
  return [
    { price: 'lambdaRequest', region, quantity: 1 / batch },
    { price: stage.onX86.has(fn.arn) ? 'lambdaX86' : 'lambdaArm', region, quantity: gbSeconds },
    { price: 'logs', region, quantity: assumptions.logKb / kbOfGb },
  ];
}

/**
 * What a function does in a call, and what follows: its tables, the relay of what it wrote, the messages it sends.
 *
 * @param path the functions that led here, this one last: none is called twice
 */
export function workUsage(counting: Counting, fn: FunctionDefinition, path: readonly string[]): Usage {
  const { stage, assumptions } = counting;
  const often = (action: string) => assumptions.calls[stage.nameOf(fn)]?.[action] ?? 1;
  const actions = tableActions(fn).filter(({ action }) => often(action) > 0);
  const onTables = actions.flatMap(({ action, resource }) => {
    const table = stage.tables.get(tableNameOf(resource));
    return table === undefined ? [] : times(tableUsage(action, table, stage.region, assumptions), often(action));
  });
  const records = Map.groupBy(
    actions.filter(({ action }) => isWrite(action)),
    ({ resource }) => tableNameOf(resource),
  );
  const relayed = [...records].flatMap(([table, grants]) =>
    relayUsage(counting, { table, fn, path, records: grants.reduce((sum, { action }) => sum + often(action), 0) }),
  );
  return [...onTables, ...relayed, ...times(sendUsage(counting, fn, path), often('SendMessage'))];
}

/** Each action on each table once: a query asks one index, whichever. */
function tableActions(fn: FunctionDefinition) {
  const grants = grantsOf(fn, 'dynamodb').filter(({ action }) => isTableAction(action));
  return [...Map.groupBy(grants, ({ action, resource }) => `${action} ${tableNameOf(resource)}`).values()].flatMap(
    ([first]) => (first === undefined ? [] : [first]),
  );
}

interface Written {
  readonly table: string;
  /** How many times the function writes it in a call. */
  readonly records: number;
  readonly fn: FunctionDefinition;
  readonly path: readonly string[];
}

/** What reads the table's stream takes each record; of a call's records, one has an event. Reading a stream is free. */
function relayUsage(counting: Counting, { table, records, fn, path }: Written): Usage {
  const { stage, assumptions } = counting;
  return stage.backbone.mappings.flatMap((mapping) => {
    if (mapping.kind !== 'stream' || tableNameOf(mapping.sourceArn) !== table) return [];
    const relay = stage.functions.get(functionOf(mapping.functionArn));
    if (relay === undefined) return [];
    const batch = Math.min(assumptions.batch, mapping.batchSize);
    const type = assumptions.publishes[stage.nameOf(fn)];
    return [
      ...times(invocationUsage(counting, relay, batch), records),
      ...(type === 'none' ? [] : eventUsage(counting, relay, type, path)),
    ];
  });
}

function eventUsage(counting: Counting, relay: FunctionDefinition, type: string | undefined, path: readonly string[]) {
  const { stage, assumptions } = counting;
  const { region } = stage;
  const buses = new Set(
    grantsOf(relay, 'events').flatMap(({ action, resource }) => (action === 'PutEvents' ? [resource] : [])),
  );
  return stage.backbone.buses
    .filter(({ arn }) => buses.has(arn))
    .flatMap(
      ({ rules, archives }): Usage => [
        { price: 'event', region, quantity: Math.max(1, Math.ceil(assumptions.itemKb / 64)) },
        ...archives.map(() => ({ price: 'archive' as const, region, quantity: assumptions.itemKb / kbOfGb })),
        ...rules
          .filter((rule) => type === undefined || matches(rule, type))
          .flatMap(({ targets }) => targets)
          .flatMap(({ queue }) => (queue === undefined ? [] : messageUsage(counting, queue.arn, path, false))),
      ],
    );
}

function matches({ pattern, matches: isMatch }: RuleDefinition, type: string): boolean {
  const [source] = list(object(parseJson(pattern)).source);
  return isMatch({ source, 'detail-type': type });
}

/**
 * What a function sends to queues itself, each with a message group, which makes a queue fair. A consumer of such a queue
 * sends on only what has to be tried again, which is not counted: everything succeeds.
 */
function sendUsage(counting: Counting, fn: FunctionDefinition, path: readonly string[]): Usage {
  const { backbone } = counting.stage;
  const targets = new Set(
    backbone.buses.flatMap(({ rules }) => rules.flatMap((rule) => rule.targets.map(({ arn }) => arn))),
  );
  const takesDirect = backbone.mappings.some(
    (mapping) =>
      mapping.kind === 'queue' && functionOf(mapping.functionArn) === fn.arn && !targets.has(mapping.queue.arn),
  );
  if (takesDirect) return [];
  return grantsOf(fn, 'sqs').flatMap(({ action, resource }) =>
    action === 'SendMessage' ? messageUsage(counting, resource, path, true) : [],
  );
}

/** Sent, received and deleted; a batch is received and deleted at once. */
function messageUsage(counting: Counting, queue: string, path: readonly string[], isFair: boolean): Usage {
  const { stage, assumptions } = counting;
  const { region } = stage;
  const mapping = stage.backbone.mappings.find((one) => one.kind === 'queue' && one.queue.arn === queue);
  const consumer = mapping && stage.functions.get(functionOf(mapping.functionArn));
  if (mapping === undefined || consumer === undefined || path.includes(consumer.arn)) return [];
  const batch = Math.min(assumptions.batch, mapping.batchSize);
  const quantity = 1 + 2 / batch;
  return [
    { price: 'queueRequest', region, quantity },
    ...(isFair ? [{ price: 'fairQueueRequest' as const, region, quantity }] : []),
    ...invocationUsage(counting, consumer, batch),
    ...workUsage(counting, consumer, [...path, consumer.arn]),
  ];
}
