import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  awaited,
  isKnown,
  isRecorded,
  type Progress,
  progressed,
  requested,
} from '../../../runtime/webhooks/deliveries/delivery.ts';
import { decideSending } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import { created } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import { creation, instant, message, progress, success, webhookEvent } from '../../../testkit/webhooks.ts';

const endpoint = created(creation());
const event = webhookEvent();
const first = message(endpoint.id, event);
/** Before the second message was made. */
const early = success(first);
const recordOf = (...steps: readonly Progress[]) => {
  const record = steps.reduce<ReturnType<typeof progressed> | undefined>(progressed, undefined);
  if (record === undefined) throw new Error('nothing happened');
  return record;
};
const failed = recordOf(progress(first, {}, 'failed'));
const second = message(endpoint.id, event, 'again');
const decide = (of: DeliveryMessage, ...steps: readonly Progress[]) =>
  decideSending(endpoint, recordOf(...steps), of).outcome;

describe('the status of a delivery', () => {
  it.each<[string, Progress[], string]>([
    ['pending after a failure', [progress(first)], 'pending'],
    ['failed after the last one', [progress(first), progress(first, {}, 'failed')], 'failed'],
    ['delivered after a success', [progress(first), success(first)], 'delivered'],
    ['delivered when a copy of the message fails after it', [success(first), progress(first)], 'delivered'],
    ['delivered when a copy fails for the last time', [success(first), progress(first, {}, 'failed')], 'delivered'],
    ['failed when a copy of the message fails after it', [progress(first, {}, 'failed'), progress(first)], 'failed'],
    ['delivered when a copy succeeds after all', [progress(first, {}, 'failed'), success(first)], 'delivered'],
    ['delivered when an older message fails', [progress(first), success(second), progress(first)], 'delivered'],
    [
      'failed when a copy of the message that ended it fails, whatever was tried before',
      [progress(first), progress(second, {}, 'failed'), progress(second)],
      'failed',
    ],
    ['pending when it is asked for again and that fails', [early, progress(second)], 'pending'],
    ['failed when that fails for good', [early, progress(second, {}, 'failed')], 'failed'],
    [
      'pending when it is asked for again after all failed',
      [progress(first, {}, 'failed'), progress(second)],
      'pending',
    ],
  ])('is %s', (_case, steps, status) => {
    expect(recordOf(...steps).status).toBe(status);
  });

  it('is delivered in whatever order the copies of a message are written, once one succeeded', () => {
    const steps = [progress(first), progress(first), progress(first, {}, 'failed'), success(first)];

    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: steps.length }), (order) => {
        expect(recordOf(...order).status).toBe('delivered');
      }),
    );
  });

  it('was last changed by the latest attempt, in whatever order they are written', () => {
    const [sooner, later] = [progress(first), progress(first)];

    expect(recordOf(later, sooner).updatedAt).toBe(later.attempt.at);
  });
});

describe('a delivery that is asked for again', () => {
  it('is pending at once, and changed then', () => {
    expect(requested(failed, second)).toMatchObject({ status: 'pending', updatedAt: second.time, attemptCount: 1 });
  });

  it('stays delivered when it was delivered since', () => {
    const delivered = recordOf(success(first));

    expect(requested(delivered, second).status).toBe('delivered');
  });

  it('twice is about the last time: what was asked for before fails in vain', () => {
    const third = message(endpoint.id, event, 'once more');

    expect(progressed(requested(requested(failed, second), third), progress(second, {}, 'failed')).status).toBe(
      'pending',
    );
  });

  it('is not done by an attempt that began in the millisecond in which it was asked for', () => {
    const at = success(first, second.time);

    expect(progressed(requested(failed, second), at).status).toBe('pending');
  });

  it.each<[string, Progress, string]>([
    ['pending while what was asked for before fails', progress(first), 'pending'],
    ['pending when that fails for good', progress(first, {}, 'failed'), 'pending'],
    ['delivered when that succeeds by an attempt that began later', success(first), 'delivered'],
    ['pending when that succeeds by an attempt that began before', early, 'pending'],
    ['failed when it fails for good', progress(second, {}, 'failed'), 'failed'],
    ['delivered when it succeeds', success(second), 'delivered'],
  ])('is %s', (_case, step, status) => {
    expect(progressed(requested(failed, second), step).status).toBe(status);
  });

  it('knows the last twenty requests, and those that made its attempts', () => {
    const ids = Array.from({ length: 21 }, (_, index) => `r-${index}`);
    const record = ids.reduce((stored, id) => requested(stored, { id, time: instant() }), failed);

    expect([first.id, ...ids].filter((id) => !isKnown(record, { id }))).toEqual(['r-0']);
    expect(isKnown(progressed(record, success(second)), second)).toBe(true);
    expect(progressed(record, success(second)).requests).toEqual(record.requests);
  });
});

describe('a delivery', () => {
  it('that waits for its first attempt has none', () => {
    const { tenant, data } = first;

    expect(awaited(first, event.time)).toEqual({
      tenant,
      endpointId: data.endpointId,
      id: data.deliveryId,
      status: 'pending',
      attemptCount: 0,
      attempts: [],
      requests: [],
      eventId: event.id,
      eventType: event.type,
      event,
      createdAt: event.time,
      updatedAt: event.time,
      version: 1,
    });
  });

  it('counts its attempts and its writes, and retains the last twenty attempts', () => {
    const steps = [...Array(21)].map(() => progress(first));
    const record = recordOf(...steps);

    expect(record).toMatchObject({
      attemptCount: 21,
      version: 21,
      createdAt: steps[0]?.attempt.at,
      updatedAt: steps[20]?.attempt.at,
    });
    expect(record.attempts).toEqual(steps.slice(1).map(({ attempt }) => attempt));
    expect(requested(record, second).version).toBe(22);
  });

  it('has an attempt that is the same in time, duration and request', () => {
    const step = progress(first);
    const record = recordOf(step);
    const { attempt } = step;

    expect(isRecorded(record, attempt)).toBe(true);
    expect(isRecorded(record, { ...attempt, at: event.time })).toBe(false);
    expect(isRecorded(record, { ...attempt, durationMs: attempt.durationMs + 1 })).toBe(false);
    expect(isRecorded(record, { ...attempt, request: 'another' })).toBe(false);
  });
});

describe('what is sent', () => {
  it.each<[string, DeliveryMessage, Progress[], string]>([
    ['sends what failed', first, [progress(first)], 'send'],
    ['drops what the message delivered', first, [success(first), progress(first)], 'drop'],
    ['drops what a later message delivered', first, [progress(first), success(second)], 'drop'],
    ['sends what is asked for again after it was delivered', second, [early], 'send'],
  ])('%s', (_case, of, steps, outcome) => {
    expect(decide(of, ...steps)).toBe(outcome);
  });
});
