import { describe, expect, it } from '@jest/globals';
import { created, decideDisabling } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import { creation } from '../../../testkit/webhooks.ts';

describe('disabling an endpoint', () => {
  const endpoint = created(creation());
  const { tenant, id } = endpoint;
  const disabling = { tenant, id, reason: 'gone', at: '2026-11-22T12:00:00.000Z' } as const;

  it('is written with its reason', () => {
    expect(decideDisabling(endpoint, disabling)).toEqual({
      outcome: 'written',
      record: { ...endpoint, disabled: { reason: 'gone', at: '2026-11-22T12:00:00.000Z' } },
    });
  });

  it('again keeps the first reason and its time', () => {
    const disabled = { reason: 'gone', at: '2026-11-21T12:00:00.000Z' } as const;

    expect(decideDisabling({ ...endpoint, disabled }, disabling)).toMatchObject({ record: { disabled } });
  });
});
