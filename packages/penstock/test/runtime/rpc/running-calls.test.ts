import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { reportRunningCalls } from '../../../runtime/rpc/native/running-calls.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('writes once a minute how many calls ran at once, at the most', () => {
  const lines: Record<string, unknown>[] = [];
  let running = 0;
  reportRunningCalls(
    { namespace: 'App', stage: 'test' },
    () => running,
    (line) => lines.push(JSON.parse(line)),
  );
  jest.advanceTimersByTime(20_000);
  running = 7;
  jest.advanceTimersByTime(2_000);
  running = 1;
  jest.advanceTimersByTime(38_000);
  jest.advanceTimersByTime(60_000);
  expect(lines).toMatchObject([
    { Stage: 'test', RunningCalls: 7, _aws: { CloudWatchMetrics: [{ Namespace: 'App', Dimensions: [['Stage']] }] } },
    { RunningCalls: 1 },
  ]);
});
