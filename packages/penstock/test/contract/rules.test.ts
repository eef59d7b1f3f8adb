import { describe, expect, it } from '@jest/globals';
import { contractText, edited, findingsOf } from './contract.ts';

describe('the rules of a contract', () => {
  it('find nothing in the sample', () => {
    expect(findingsOf(contractText)).toEqual([]);
  });

  it('report every mistake at once, by line', () => {
    const findings = findingsOf(
      edited(
        { from: 'timeout: 3', to: 'timeout: 60' },
        { from: '    get:\n      operationId: getHealth', to: '    trace:\n      operationId: getHealth' },
        { from: 'availability: 99.99', to: 'availability: 101' },
      ),
    );
    expect(findings.length).toBeGreaterThanOrEqual(3);
    expect(findings.map(({ line }) => line)).toEqual(findings.map(({ line }) => line).sort((a, b) => a - b));
  });

  it('report a mistake in what operations share once', () => {
    const text = edited({ after: '    TraceParent:', from: ', maxLength: 512', to: '' });
    expect(findingsOf(text)).toHaveLength(1);
  });
});
