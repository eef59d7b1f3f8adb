import { describe, expect, it } from '@jest/globals';
import { breaches, type Measured, median, report, spreadOf } from './report.ts';

const taking = (name: string, ...totals: number[]): Measured => ({
  name,
  bytes: 258_287,
  starts: totals.map((total) => ({ node: total / 4, init: total / 2, total })),
});

describe('a report of cold starts', () => {
  it('compares medians with those of createOrder', () => {
    expect(report([taking('createOrder', 90, 100, 110), taking('graph', 149, 10, 200)])).toBe(
      [
        'function        KB  Node ms  init ms  CPU ms  spread  ratio  at most',
        'createOrder  258.3     25.0     50.0   100.0     10%   1.00',
        'graph        258.3     37.3     74.5   149.0     64%   1.49      1.5',
      ].join('\n'),
    );
  });

  it('sets what was measured of another checkout beside it', () => {
    const base = { bytes: 271_724, starts: [{ node: 30, init: 60, total: 125 }] };
    const [head, row] = report([{ ...taking('createOrder', 100), base }]).split('\n');

    expect(head).toMatch(/ base KB {2}base ms {2}of base$/);
    expect(row).toMatch(/ 271\.7 {4}125\.0 {5}0\.80$/);
  });

  it('leaves out what createOrder would be needed for', () => {
    expect(breaches([taking('graph', 1000)])).toEqual([]);
  });
});

describe('a function', () => {
  const against = taking('createOrder', 100);

  it.each([
    ['graph', 150],
    ['orderService', 200],
    ['listOrders', 1000],
  ])('may take as much as its limit: %s', (name, total) => {
    expect(breaches([against, taking(name, total)])).toEqual([]);
  });

  it.each([
    ['graph', 151, 'graph takes 1.51 of the CPU of createOrder; expected 1.5 at most.'],
    ['orderService', 201, 'orderService takes 2.01 of the CPU of createOrder; expected 2 at most.'],
  ])('fails above it: %s', (name, total, message) => {
    expect(breaches([against, taking(name, total)])).toEqual([message]);
  });
});

describe('medians and spreads', () => {
  it.each([
    [[3], 3],
    [[1, 2], 1.5],
    [[9, 1, 5], 5],
  ])('of %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('are of the middle half', () => {
    expect(spreadOf([80, 90, 100, 110, 120])).toBeCloseTo(0.2);
  });
});
