import { describe, expect, it } from '@jest/globals';
import { assess } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';

describe('what an endpoint answered', () => {
  it.each([100, 301, 404, 599])('is shown with its status %i', (status) => {
    expect(assess({ status }, false).result).toEqual({
      status,
      error: `answered ${status}; only 2xx counts as received`,
    });
  });

  it.each([0, 99, 600, 999])('fails without a status for %i, which HTTP has not', (status) => {
    expect(assess({ status }, false)).toEqual({
      result: { error: `answered ${status}, which is no HTTP status` },
      status: 'pending',
      disable: false,
    });
  });
});
