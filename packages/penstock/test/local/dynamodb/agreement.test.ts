import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findBinary } from '../../../local/dynamodb/binary.ts';
import { type EngineKind, engineKinds } from '../../../local/dynamodb/choice.ts';
import { type Engine, startEngine } from '../../../local/dynamodb/engine.ts';
import { isObject, type JsonObject, list, object, text } from '../../../local/json.ts';
import { openStream } from '../../../local/streams/stream-reader.ts';
import { type Request, requests, table, tableName } from './requests.ts';

/**
 * The two engines are written apart: what both say of a request is hardly wrong. The same sequences each time; another
 * seed, and more runs, by AGREEMENT_SEED and AGREEMENT_RUNS.
 */
const seed = Number(process.env.AGREEMENT_SEED ?? 1);
const runs = Number(process.env.AGREEMENT_RUNS ?? 100);
const both = findBinary() === undefined ? describe.skip : describe;

both('the two engines', () => {
  const engines = new Map<EngineKind, Engine>();
  // Dynoxide gives a new table the stream of an old one of its name.
  let last = 0;
  beforeAll(async () => {
    for (const kind of engineKinds) engines.set(kind, await startEngine({ region: 'eu-west-1', kind }));
  });
  afterAll(async () => {
    for (const engine of engines.values()) await engine.close();
  });

  it('agree on any sequence of requests', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (sequence) => {
        const name = `${tableName}-${++last}`;
        const [first, second] = await Promise.all([...engines.values()].map((engine) => run(engine, sequence, name)));
        expect(second).toEqual(first);
      }),
      { seed, numRuns: runs },
    );
  });
});

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function run({ client }: Engine, sequence: readonly Request[], name: string) {
  await client.send('CreateTable', { ...table, TableName: name });
  try {
    const answers: unknown[] = [];
    for (const [operation, input] of renamed(sequence, name)) {
      const pages = operation === 'Query' ? await allPages(client, input) : [await client.send(operation, input)];
      const shown = pages.map((page) =>
        comparable(operation, isAmbiguous(input, page) ? without('Attributes', page) : page),
      );
      answers.push({ operation, input, pages: input.IndexName === undefined ? shown : ofIndex(shown) });
    }
    const { body } = await client.send('Scan', { TableName: name });
    const stream = await openStream({
      client,
      table: name,
      streamArn: '',
      region: 'eu-west-1',
      position: { type: 'TRIM_HORIZON' },
    });
    const changes = (await stream.read(1000))
      .map(({ eventName, dynamodb: { Keys, NewImage, OldImage } }) =>
        object(normal({ eventName, Keys, NewImage, OldImage })),
      )
      // Dynoxide tells its streams of writes that change nothing, DynamoDB does not:
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
      .filter(({ NewImage, OldImage }) => canonical(NewImage) !== canonical(OldImage));
    return { answers, items: comparable('Scan', { status: 200, body }), changes };
  } finally {
    await client.send('DeleteTable', { TableName: name });
  }
}

function renamed(sequence: readonly Request[], name: string): readonly Request[] {
  return JSON.parse(JSON.stringify(sequence).replaceAll(JSON.stringify(tableName), JSON.stringify(name)));
}

async function allPages({ send }: Engine['client'], input: JsonObject) {
  const pages = [await send('Query', input)];
  for (;;) {
    const start = pages.at(-1)?.body.LastEvaluatedKey;
    if (start === undefined) return pages;
    pages.push(await send('Query', { ...input, ExclusiveStartKey: start }));
  }
}

/**
 * Attributes that the engines return in two ways. Of an update within a map or a list DynamoDB returns that part alone,
 * dynoxide all of the attribute; of an item that was not there DynamoDB returns nothing, dynoxide its key.
 */
function isAmbiguous({ ReturnValues, UpdateExpression, Key }: JsonObject, { body }: Answer): boolean {
  const isNested = String(ReturnValues).startsWith('UPDATED') && /[.[]/.test(String(UpdateExpression));
  return isNested || (ReturnValues === 'ALL_OLD' && canonical(body.Attributes) === canonical(Key));
}

function without(member: string, { status, body }: Answer): Answer {
  return { status, body: Object.fromEntries(Object.entries(body).filter(([name]) => name !== member)) };
}

/** Pages of an index without the order that items of one key of it have, which decides on what page they are. */
function ofIndex(pages: readonly JsonObject[]): readonly JsonObject[] {
  const items = pages.flatMap(({ Items }) => list(Items).map(object));
  const sum = (name: string) => pages.reduce((total, page) => total + Number(page[name]), 0);
  const order = items.map(({ n }) => n);
  const totals = { Count: sum('Count'), ScannedCount: sum('ScannedCount'), items: sorted(items), order };
  return [totals, ...pages.map(({ Items, Count, ScannedCount, LastEvaluatedKey, ...rest }) => rest)];
}

/** An answer without its message, whose words differ, and without an order where DynamoDB promises none. */
function comparable(operation: string, { status, body }: Answer) {
  const { message, Message, __type, ...rest } = body;
  const answer = object(normal(rest));
  const items = operation === 'Scan' ? { Items: sorted(list(answer.Items)) } : {};
  return { status, type: text(__type)?.split('#').at(-1), ...answer, ...items };
}

/** With sets in one order. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== undefined && name !== 'Message')
      .map(([name, member]) => [name, name.length === 2 && name.endsWith('S') ? sorted(list(member)) : normal(member)]),
  );
}

function sorted(members: readonly unknown[]): readonly unknown[] {
  return members.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}
