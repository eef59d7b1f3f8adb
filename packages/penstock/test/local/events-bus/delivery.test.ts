import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import type {
  BusDefinition,
  BusEvent,
  RuleDefinition,
  TargetDefinition,
} from '../../../local/events-bus/definition.ts';
import { createDeliveries } from '../../../local/events-bus/delivery.ts';
import { createDeliveryStore, type UndeliverableEvent } from '../../../local/events-bus/delivery-store.ts';
import { createFaults, type FaultPlan } from '../../../local/faults/faults.ts';
import type { Hop } from '../../../local/hops.ts';
import type { JsonObject } from '../../../local/json.ts';
import type { AsynchronousInvocations } from '../../../local/lambda/asynchronous.ts';
import type { QueueDefinition } from '../../../local/queues/definition.ts';
import { QueueRefusal } from '../../../local/queues/refusal.ts';
import { eventually } from '../fixtures/eventually.ts';
import { queueNamed } from '../fixtures/queue.ts';

const thing: BusEvent = {
  version: '0',
  id: 'e1',
  'detail-type': 'thing.made',
  source: 'test.things',
  account: '000000000000',
  time: new Date().toISOString(),
  region: 'eu-west-1',
  resources: [],
  detail: { id: 'thing-1' },
};
const [work, undelivered] = [queueNamed('work'), queueNamed('undelivered')];
const targetWith = (more: Partial<TargetDefinition> = {}): TargetDefinition => ({
  id: 'work',
  arn: work.arn,
  queue: work,
  input: ({ detail }) => detail,
  deadLetters: undelivered,
  retries: { attempts: 2, age: 86_400 },
  ...more,
});
const without = (...names: readonly string[]) =>
  Object.fromEntries(
    Object.entries(targetWith()).filter(([name]) => !names.includes(name)),
  ) as unknown as TargetDefinition;
const ruleOf = (target: TargetDefinition): RuleDefinition => ({
  name: 'work',
  arn: 'arn:aws:events:eu-west-1:000000000000:rule/things/work',
  pattern: '{}',
  matches: () => true,
  targets: [target],
});

const busOf = (rule: RuleDefinition): BusDefinition => ({
  name: 'things',
  arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/things',
  region: 'eu-west-1',
  archives: [],
  rules: [rule],
});

/** What a queue answers instead of taking a message. */
type Refuse = (queue: QueueDefinition) => Error | undefined;
const takesAll: Refuse = () => undefined;
const invalid = (queue: string) =>
  new QueueRefusal(queue, 400, { __type: 'com.amazonaws.sqs#InvalidMessageContents', message: 'bad' });
const broken = (queue: string) => new QueueRefusal(queue, 500, { __type: 'InternalError', message: 'broken' });

/** A function that succeeds in the end, or is interrupted. */
const functionsWith = (isDone: boolean, invoked: unknown[]): AsynchronousInvocations => ({
  has: (arn) => arn.endsWith(':known'),
  invoke: async (arn, event) => {
    invoked.push([arn, event]);
    return isDone;
  },
});

function setUp(
  plan: FaultPlan,
  refuse = takesAll,
  store = createDeliveryStore(new DatabaseSync(':memory:')),
  functions = functionsWith(true, []),
) {
  const faults = createFaults();
  faults.inject(plan);
  const got: { readonly queue: string; readonly message: JsonObject }[] = [];
  const hops: Hop[] = [];
  const undeliverable: UndeliverableEvent[] = [];
  const deliver = async (queue: QueueDefinition, message: JsonObject) => {
    const refusal = refuse(queue);
    if (refusal !== undefined) throw refusal;
    got.push({ queue: queue.name, message });
  };
  const deliveries = createDeliveries({
    queues: { deliver },
    functions,
    store,
    notify: (hop) => hops.push(hop),
    undeliverable: (entry) => undeliverable.push(entry),
    faults,
  });
  const accept = (target: TargetDefinition, event = thing) => {
    const rule = ruleOf(target);
    return deliveries.accept([{ bus: busOf(rule), rule, target, event }]);
  };
  return {
    got,
    hops,
    faults,
    store,
    undeliverable,
    deliveries,
    accept,
    /** Ends when nothing is under way. */
    deliver: async (target: TargetDefinition) => {
      await accept(target).tried;
      await eventually(store.pending, ({ length }) => length === 0);
    },
  };
}

const attributesOf = (message: JsonObject | undefined) =>
  Object.fromEntries(
    Object.entries((message?.MessageAttributes ?? {}) as Record<string, { StringValue: string }>).map(
      ([name, { StringValue }]) => [name, StringValue],
    ),
  );

describe('the delivery of an event to a target', () => {
  it('is tried as often as the retry policy says; then the whole event is a dead letter that says why', async () => {
    const { got, faults, deliver } = setUp({ target: 1 });
    await deliver(targetWith());
    const [letter] = await eventually(
      () => got,
      ({ length }) => length > 0,
    );

    expect(faults.counts.target).toBe(3);
    expect(got.map(({ queue }) => queue)).toEqual(['undelivered']);
    expect(JSON.parse(String(letter?.message.MessageBody))).toEqual(thing);
    expect(attributesOf(letter?.message)).toEqual({
      ERROR_CODE: 'THROTTLING',
      ERROR_MESSAGE: 'A fault was injected: the target takes nothing.',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
      RULE_ARN: 'arn:aws:events:eu-west-1:000000000000:rule/things/work',
      TARGET_ARN: work.arn,
    });
  });

  it('invokes a function that is the target, and stays stored where that is interrupted', async () => {
    const target = { id: 'fn', arn: 'arn:aws:lambda:eu-west-1:0:function:known', input: () => 'payload' };
    const [invoked, interrupted]: [unknown[], unknown[]] = [[], []];
    const whole = setUp({}, takesAll, undefined, functionsWith(true, invoked));
    await whole.deliver({ ...target, functionArn: target.arn });
    const cut = setUp({}, takesAll, undefined, functionsWith(false, interrupted));
    await cut.accept({ ...target, functionArn: target.arn }).tried;
    await cut.deliveries.close();

    expect(invoked).toEqual([[target.arn, 'payload']]);
    expect(interrupted.length).toBeGreaterThan(0);
    expect([whole.store.pending().length, cut.store.pending().length]).toEqual([0, 1]);
    expect(cut.hops.map(({ from }) => from)).toContain('function known');
  });

  it('fails for good where the function is not there', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:0:function:gone';
    const { undeliverable, deliver } = setUp({});
    await deliver({ id: 'fn', arn, functionArn: arn, input: () => 1 });

    expect(undeliverable[0]?.reason).toBe(`NO_RESOURCE: There is no function ${arn} for this rule.`);
  });

  it('reaches the target at last when it fails now and then', async () => {
    const { got, hops, deliver } = setUp({ target: 0.7, seed: 5 });
    const target = targetWith({ retries: { attempts: 185, age: 86_400 } });
    await Promise.all(Array.from({ length: 5 }, () => deliver(target)));
    await eventually(
      () => got,
      ({ length }) => length === 5,
    );

    expect(new Set(got.map(({ queue }) => queue))).toEqual(new Set(['work']));
    expect(hops.filter(({ what }) => what.endsWith('failed, is tried again')).length).toBeGreaterThan(0);
  });

  it('is given up once the event is older than the policy lets it become', async () => {
    const { got, deliver } = setUp({ target: 1 });
    await deliver(targetWith({ retries: { attempts: 185, age: -1 } }));

    expect(attributesOf(got[0]?.message)).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
      RETRY_ATTEMPTS: '0',
    });
  });

  it('is not tried again where the queue refuses the message itself', async () => {
    const { got, deliver } = setUp({}, ({ name }) => (name === 'work' ? invalid(name) : undefined));
    await deliver(targetWith());

    expect(attributesOf(got[0]?.message)).toEqual({
      ERROR_CODE: 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: 'Queue work takes no message: InvalidMessageContents: bad',
      RETRY_ATTEMPTS: '0',
      RULE_ARN: ruleOf(targetWith()).arn,
      TARGET_ARN: work.arn,
    });
  });

  it('is tried again where the queue is broken, and arrives once it is not', async () => {
    let answers = 0;
    const { got, deliver } = setUp({}, ({ name }) => (++answers > 2 ? undefined : broken(name)));
    await deliver(targetWith());

    expect(got.map(({ queue }) => queue)).toEqual(['work']);
    expect(answers).toBe(3);
  });

  it('fails nobody and is set aside whole, once, where the dead-letter queue refuses too', async () => {
    const { got, undeliverable, hops, store, deliver } = setUp({}, ({ name }) => invalid(name));
    const strange = { ...thing, detail: { id: 'thing-1', text: 'a\uFFFFb\uD83C🎁\u0000' } };
    await deliver(targetWith());
    undeliverable.length = 0;
    const { accept, undeliverable: heard } = setUp({}, ({ name }) => invalid(name), store);
    await accept(targetWith(), strange).tried;
    const [, entry] = await eventually(store.undeliverable, ({ length }) => length === 2);

    expect(entry).toEqual({
      at: expect.any(Number),
      bus: 'things',
      rule: 'work',
      target: work.arn,
      retries: 0,
      reason: 'SDK_CLIENT_ERROR: Queue work takes no message: InvalidMessageContents: bad',
      deadLetterReason: 'Queue undelivered takes no message: InvalidMessageContents: bad',
      event: strange,
    });
    expect(heard).toEqual([entry]);
    expect([got, store.pending()]).toEqual([[], []]);
    expect(hops.at(-1)).toMatchObject({ from: 'rule work', to: 'nowhere' });
  });

  it.each([
    ['has no dead-letter queue', without('deadLetters'), 'The target has no dead-letter queue.'],
    ['is not there', without('queue', 'deadLetters'), 'The target has no dead-letter queue.'],
  ])('sets aside what its target does not take where that %s', async (_, target, deadLetterReason) => {
    const { undeliverable, deliver } = setUp({}, ({ name }) => invalid(name));
    await deliver(target);

    expect(undeliverable).toMatchObject([{ deadLetterReason, event: thing }]);
  });

  it('is done at once when the cloud closes: what waits for a retry is not lost', async () => {
    const { got, accept, deliveries } = setUp({ target: 1 });
    await accept(targetWith({ retries: { attempts: 185, age: 86_400 } })).tried;
    await deliveries.close();

    expect(got.map(({ queue }) => queue)).toEqual(['work']);
  });

  it('is left to the next run where the cloud closes and the queue is broken', async () => {
    const { got, store, accept, deliveries } = setUp({}, ({ name }) => (name === 'work' ? broken(name) : undefined));
    await accept(targetWith({ retries: { attempts: 185, age: 86_400 } })).tried;
    await deliveries.close();

    expect(got).toEqual([]);
    expect(store.pending()).toMatchObject([{ event: thing }]);
  });
});

describe('an event that was accepted', () => {
  const patient = targetWith({ retries: { attempts: 185, age: 86_400 } });

  it('is stored before anything is tried', () => {
    const { got, store, accept } = setUp({});
    accept(patient);

    expect(got).toEqual([]);
    expect(store.pending()).toMatchObject([{ target: 'work', retries: 0, event: thing }]);
  });

  it('fails its publisher when it cannot be stored, and reaches nobody', async () => {
    const store = createDeliveryStore(new DatabaseSync(':memory:'));
    const add = () => {
      throw new Error('disk full');
    };
    const { got, hops, accept } = setUp({}, takesAll, { ...store, add });

    expect(() => accept(patient)).toThrow('disk full');
    expect([got, hops]).toEqual([[], []]);
  });

  it('is delivered by the next run, in order, with the retries that it had', async () => {
    const never = setUp({ target: 1 });
    for (const id of ['e1', 'e2', 'e3']) await never.accept(patient, { ...thing, id, detail: { id } }).tried;
    const next = setUp({}, takesAll, never.store);
    next.deliveries.resume([busOf(ruleOf(patient))]);
    await eventually(
      () => next.got,
      ({ length }) => length === 3,
    );

    expect(next.got.map(({ message }) => message.MessageBody)).toEqual(['{"id":"e1"}', '{"id":"e2"}', '{"id":"e3"}']);
    await eventually(never.store.pending, ({ length }) => length === 0);
  });

  it('is not tried more often for a restart than its policy says', async () => {
    const before = setUp({ target: 1 }, takesAll);
    await before.accept(patient).tried;
    const [stored] = before.store.pending();
    const after = setUp({ target: 1 }, takesAll, before.store);
    after.deliveries.resume([busOf(ruleOf(targetWith({ retries: { attempts: 1, age: 86_400 } })))]);
    await eventually(
      () => after.got,
      ({ length }) => length === 1,
    );

    expect(stored?.retries).toBe(1);
    expect(attributesOf(after.got[0]?.message)).toMatchObject({ RETRY_ATTEMPTS: '1' });
  });

  it('is set aside where the template has lost its rule', () => {
    const { store, undeliverable, accept } = setUp({});
    accept(patient);
    const next = setUp({}, takesAll, store);
    next.deliveries.resume([]);

    expect(store.pending()).toEqual([]);
    expect(undeliverable).toEqual([]);
    expect(next.undeliverable).toMatchObject([{ reason: expect.stringContaining('NO_RESOURCE'), event: thing }]);
  });
});
