import { describe, expect, it } from '@jest/globals';
import { PermanentError } from '../../../runtime/core/failures.ts';
import type { Validator } from '../../../runtime/operation-contract.ts';
import { invalidity, readEvent, receiptOf } from '../../../runtime/queue/message.ts';
import { contract, event, message } from '../../../testkit/consumer-runtime.ts';

const LIMIT = 256 * 1024;
const read = (body: unknown, events = contract.events) =>
  readEvent({ events }, typeof body === 'string' ? body : JSON.stringify(body));

/** Why a body is refused. */
function refusal(body: unknown, events = contract.events): unknown {
  try {
    return read(body, events);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return [error.reason, error.message];
  }
}

describe('the event of a message', () => {
  const sized = (bytes: number) => {
    const empty = JSON.stringify(event({ data: { name: '' } }));
    return JSON.stringify(event({ data: { name: 'x'.repeat(bytes - empty.length) } }));
  };

  it('may fill what the bus takes, and no byte more', () => {
    expect(read(sized(LIMIT))).toMatchObject({ id: 'e-1' });
    expect(refusal(sized(LIMIT + 1))).toEqual(['oversize', 'The event has 262145 bytes; at most 262144 are allowed']);
  });

  it.each([
    ['no JSON', '{"specversion":', 'The message is not JSON'],
    ['a text', '"text"', 'The message is not a CloudEvent 1.0 in JSON'],
    ['a number', '7', 'The message is not a CloudEvent 1.0 in JSON'],
    ['null', 'null', 'The message is not a CloudEvent 1.0 in JSON'],
    ['another version', event({ specversion: '0.3' }), 'The message is not a CloudEvent 1.0 in JSON'],
    ['an id that is no text', event({ id: 7 }), 'The message is not a CloudEvent 1.0 in JSON'],
    ['a type that is no text', event({ type: 7 }), 'The message is not a CloudEvent 1.0 in JSON'],
  ])('fails when it is %s', (_case, body, text) => {
    expect(refusal(body)).toEqual(['malformed', text]);
  });

  const known = { ...contract.events, 'test.dog.met.v1': Object.values(contract.events)[0] } as typeof contract.events;
  it.each([
    ['a version', 'test.person.met.v2', 'unknown-version', 'version'],
    ['a version of many digits', 'test.dog.met.v123456789', 'unknown-version', 'version'],
    ['a type', 'test.person.left.v1', 'unknown-type', 'event'],
    ['a type with a version in the middle', 'test.person.met.v2.more', 'unknown-type', 'event'],
    ['a type with a version before its end', 'test.person.v1.met', 'unknown-type', 'event'],
    ['no version', 'test.person.met', 'unknown-version', 'version'],
    ['a type without a version', 'test.person', 'unknown-type', 'event'],
    ['what every object has', 'constructor', 'unknown-type', 'event'],
  ])('fails with %s that is not known', (_case, type, reason, what) => {
    expect(refusal(event({ type }), known)).toEqual([
      reason,
      `No ${what} "${type}" is known here; known: test.person.met.v1, test.dog.met.v1`,
    ]);
  });

  it('shows 128 characters of a type that is not known', () => {
    const type = `${'x'.repeat(127)}yz`;

    expect(refusal(event({ type }))).toEqual([
      'unknown-type',
      `No event "${type.slice(0, 128)}" is known here; known: test.person.met.v1`,
    ]);
  });

  it('fails with the first three findings of its schema', () => {
    const errors = ['a', 'b', 'c', 'd'].map((name) => ({
      instancePath: `/${name}`,
      keyword: 'type',
      params: { type: 'string' },
    }));
    const refuse = Object.assign(() => false, { errors }) as unknown as Validator<unknown>;

    expect(refusal(event(), { 'test.person.met.v1': refuse })).toEqual([
      'invalid',
      'The event does not fit its schema: #/a must be a string; #/b must be a string; #/c must be a string',
    ]);
    expect(invalidity(Object.assign(() => false, { errors: null }) as unknown as Validator<unknown>, {})).toBe(
      'The event does not fit its schema: ',
    );
  });
});

it('a receipt says which message it is, how often it came and when', () => {
  const record = message('x', { attempt: 3, sentAt: 1000 });

  expect(receiptOf(record)).toEqual({ messageId: record.messageId, attempt: 3, sentAt: 1000 });
});
