import { describe, expect, it } from '@jest/globals';
import { readRelayEnv } from '../../../runtime/stream/env.ts';

const places = { EVENT_BUS: 'b', EVENT_SOURCE: 's', RELAY_FAILURES_URL: 'q' };

describe('the environment of the relay', () => {
  it('gives what it holds, the time as a number', () => {
    expect(readRelayEnv({ ...places, RELAY_KEEP_AFTER: '19800' })).toEqual({ ...places, RELAY_KEEP_AFTER: 19_800 });
  });

  it('takes a time of less than a second', () => {
    expect(readRelayEnv({ ...places, RELAY_KEEP_AFTER: '0.5' }).RELAY_KEEP_AFTER).toBe(0.5);
  });

  it.each(['soon', '0', '-1', 'Infinity', ' ', '5h'])('fails for RELAY_KEEP_AFTER=%j', (value) => {
    expect(() => readRelayEnv({ ...places, RELAY_KEEP_AFTER: value })).toThrow(
      `RELAY_KEEP_AFTER must be a number of seconds above 0, received ${JSON.stringify(value)}`,
    );
  });

  it('fails when it is empty, with all that is missing', () => {
    expect(() => readRelayEnv({})).toThrow(
      'Missing environment variables: EVENT_BUS, EVENT_SOURCE, RELAY_FAILURES_URL, RELAY_KEEP_AFTER',
    );
  });
});
