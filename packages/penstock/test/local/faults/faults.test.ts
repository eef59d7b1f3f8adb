import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFaults, type FaultPlan } from '../../../local/faults/faults.ts';
import { seededRandom, shuffled } from '../../../local/random.ts';
import { withBackbone } from '../fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import { clientOptions } from '../fixtures/sdk.ts';

const everything = { duplicate: 0.5, reorder: 0.5, delay: 0.5, crash: 0.5, throttle: 0.5, delayMs: 100 };

function draws(plan: FaultPlan, name: string) {
  const faults = createFaults();
  faults.inject(plan);
  const of = faults.of(name);
  return Array.from({ length: 20 }, () => [
    of.throttled(),
    of.crashAfter(),
    of.duplicateAfter(),
    of.holdFor(),
    of.arrange([1, 2, 3]),
  ]);
}

describe('faults', () => {
  it('are the same for the same seed and function, and others for another', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(draws({ ...everything, seed }, 'a')).toEqual(draws({ ...everything, seed }, 'a'));
        expect(draws({ ...everything, seed }, 'a')).not.toEqual(draws({ ...everything, seed: seed + 1 }, 'a'));
        expect(draws({ ...everything, seed }, 'a')).not.toEqual(draws({ ...everything, seed }, 'b'));
      }),
    );
  });

  it('happen never at 0 and always at 1', () => {
    const never = draws({}, 'a');
    const always = draws({ crash: 1, throttle: 1, duplicate: 1, delay: 1 }, 'a');

    expect(never.every((row) => JSON.stringify(row) === '[false,null,null,null,[1,2,3]]')).toBe(true);
    expect(always.every(([throttled, ...times]) => throttled && !times.includes(undefined))).toBe(true);
  });

  it('meet only the functions they name, by the whole name or its last part', () => {
    const plan = { crash: 1, functions: ['printLabel'] };

    expect(draws(plan, 'penstock-local-printLabel')[0]?.[1]).toBeDefined();
    expect(draws(plan, 'penstock-local-deliverWebhook')[0]?.[1]).toBeUndefined();
  });

  it('are counted until they are injected anew', () => {
    const faults = createFaults();
    faults.inject({ throttle: 1 });
    faults.of('a').throttled();

    expect(faults.counts.throttle).toBe(1);
    faults.clear();
    expect(faults.counts.throttle).toBe(0);
    expect(faults.of('a').throttled()).toBe(false);
  });

  it.each([
    [{ crash: 2 }, 'crash is a chance from 0 to 1, received 2.'],
    [{ throttle: '1' }, 'throttle is a chance from 0 to 1, received "1".'],
    [{ chaos: 1 }, 'chaos is none of'],
    [{ seed: 0.5 }, 'seed is an integer, received 0.5.'],
    [{ delayMs: '100' }, 'delayMs is 0 or more, received "100".'],
    [{ functions: [1] }, 'functions is a list of names.'],
  ])('fails for %p', (plan, message) => {
    expect(() => createFaults().inject(plan as FaultPlan)).toThrow(message);
  });

  it('shuffle without loss', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer(), (items, seed) => {
        const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);
        expect(sorted(shuffled(items, seededRandom(seed)))).toEqual(sorted(items));
      }),
    );
  });
});

describe('faults of the pollers', () => {
  let small: SmallCloud;
  afterEach(() => small.close());

  it('deliver twice, in any order, late, after crashes and refusals, and lose nothing', async () => {
    small = await startSmallCloud({
      edit: (template) => {
        withBackbone(template);
        // Crashes alone must not spend the receive count here.
        const { WorkDead } = template.Resources;
        const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['WorkDead', 'Arn'] }, maxReceiveCount: 20 };
        Object.assign(template.Resources.Work?.Properties ?? {}, WorkDead && { RedrivePolicy });
      },
      handlers: {
        Worker: `exports.handler = async ({ Records }) => {
          for (const { body } of Records) console.log('worked ' + body);
          return { batchItemFailures: [] };
        };`,
        Relay: 'exports.handler = async () => {};',
      },
    });
    const { cloud } = small;
    cloud.faults.inject({
      seed: 7,
      duplicate: 0.25,
      reorder: 0.5,
      delay: 0.3,
      delayMs: 200,
      crash: 0.15,
      throttle: 0.2,
      functions: ['Worker'],
    });
    const queues = new SQSClient(clientOptions(cloud));
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';
    const bodies = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const MessageBody of bodies) await queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await eventually(
      () => cloud.messages('work'),
      ({ length }) => length === 0,
    );
    const counts = { ...cloud.faults.counts };
    const seen = small.lines.filter((line) => line.startsWith('worked ')).map((line) => line.slice(7));
    const dead = await cloud.messages('work-dead');

    expect(new Set(seen)).toEqual(new Set(bodies));
    expect(seen.length).toBeGreaterThan(bodies.length);
    expect(seen.slice(0, bodies.length)).not.toEqual(bodies);
    expect(dead).toEqual([]);
    const { target, ...ofPollers } = counts;
    for (const count of Object.values(ofPollers)) expect(count).toBeGreaterThan(0);
    expect(target).toBe(0);
  });

  it('deliver a message twice as SQS does: with a receipt handle and a receive count of its own, failures included', async () => {
    small = await startSmallCloud({
      edit: withBackbone,
      handlers: {
        Worker: `exports.handler = async ({ Records }) => {
          for (const { body, receiptHandle, attributes } of Records)
            console.log(['got', body, attributes.ApproximateReceiveCount, receiptHandle].join(' '));
          const again = Records.filter(({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount > 1);
          return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
        };`,
        Relay: 'exports.handler = async () => {};',
      },
    });
    const { cloud } = small;
    cloud.faults.inject({ duplicate: 1, delayMs: 100, functions: ['Worker'] });
    const queues = new SQSClient(clientOptions(cloud));
    const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'good' }));
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: 'bad' }));
    const dead = await eventually(
      () => cloud.messages('work-dead'),
      ({ length }) => length > 0,
    );
    await eventually(
      () => cloud.messages('work'),
      ({ length }) => length === 0,
    );
    const got = small.lines.filter((line) => line.startsWith('got ')).map((line) => line.split(' '));

    expect(got.map(([, body, count]) => `${body} ${count}`).toSorted()).toEqual(['bad 1', 'bad 2', 'good 1', 'good 2']);
    expect(new Set(got.map(([, , , handle]) => handle)).size).toBe(4);
    expect(dead.map(({ body }) => body)).toEqual(['bad']);
  });
});
