import { describe, expect, it } from '@jest/globals';
import type { BusEvent, RuleDefinition, TargetDefinition } from '../../../local/events-bus/definition.ts';
import { createDelivery } from '../../../local/events-bus/delivery.ts';
import { createFaults, type FaultPlan } from '../../../local/faults/faults.ts';
import type { Hop } from '../../../local/hops.ts';
import type { JsonObject } from '../../../local/json.ts';
import type { QueueDefinition } from '../../../local/queues/definition.ts';
import { eventually } from '../fixtures/eventually.ts';
import { queueNamed } from '../fixtures/queue.ts';

const event: BusEvent = {
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
const ruleOf = (target: TargetDefinition): RuleDefinition => ({
  name: 'work',
  arn: 'arn:aws:events:eu-west-1:000000000000:rule/things/work',
  pattern: '{}',
  matches: () => true,
  targets: [target],
});

function setUp(plan: FaultPlan, refuses = (_: QueueDefinition) => false) {
  const faults = createFaults();
  faults.inject(plan);
  const got: { readonly queue: string; readonly message: JsonObject }[] = [];
  const hops: Hop[] = [];
  const deliver = async (queue: QueueDefinition, message: JsonObject) => {
    if (refuses(queue)) throw new Error(`Queue ${queue.name} takes no message: it is too long`);
    got.push({ queue: queue.name, message });
  };
  const delivery = createDelivery({ deliver }, (hop) => hops.push(hop), faults);
  return {
    got,
    hops,
    faults,
    delivery,
    deliver: (target: TargetDefinition) => delivery.deliver(ruleOf(target), target, event),
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
    expect(JSON.parse(String(letter?.message.MessageBody))).toEqual(event);
    expect(attributesOf(letter?.message)).toEqual({
      ERROR_CODE: 'THROTTLING',
      ERROR_MESSAGE: 'A fault was injected: the target takes nothing.',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
      RULE_ARN: 'arn:aws:events:eu-west-1:000000000000:rule/things/work',
      TARGET_ARN: work.arn,
    });
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
    const { got, deliver } = setUp({}, ({ name }) => name === 'work');
    await deliver(targetWith());

    expect(attributesOf(got[0]?.message)).toEqual({
      ERROR_CODE: 'SDK_CLIENT_ERROR',
      ERROR_MESSAGE: 'Queue work takes no message: it is too long',
      RETRY_ATTEMPTS: '0',
      RULE_ARN: ruleOf(targetWith()).arn,
      TARGET_ARN: work.arn,
    });
  });

  it('is done at once when the cloud closes: what waits for a retry is not lost', async () => {
    const { got, deliver, delivery } = setUp({ target: 1 });
    await deliver(targetWith({ retries: { attempts: 185, age: 86_400 } }));
    await delivery.close();

    expect(got.map(({ queue }) => queue)).toEqual(['work']);
  });
});
