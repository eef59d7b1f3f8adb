import { describe, expect, it } from '@jest/globals';
import { faultReport } from '../../../local/faults/report.ts';

describe('the report of the regions', () => {
  it('names those that are stopped, and the lag', () => {
    const regions = [
      { region: 'eu-west-1', isRunning: true },
      { region: 'eu-west-2', isRunning: false },
    ];

    expect(faultReport(undefined, undefined, { regions, lagMs: 500 })).toEqual([
      'Pollers and bus: stopped with their region',
      'Regions: eu-west-1, eu-west-2 stopped; replication lag 500 ms',
    ]);
  });
});
