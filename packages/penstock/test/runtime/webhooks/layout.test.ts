import { describe, expect, it } from '@jest/globals';
import {
  cooldownKey,
  DELIVERY_PREFIX,
  deliveryIdsOf,
  deliveryKey,
  EVENT_PREFIX,
  endpointKey,
  eventKey,
  expiry,
  webhooksTable,
} from '../../../runtime/webhooks/table/layout.ts';

const pk = { S: 'acme#whe_1' };

describe('the keys of the table', () => {
  it.each([
    [endpointKey('acme', 'whe_1'), 'endpoint'],
    [cooldownKey('acme', 'whe_1'), 'cooldown'],
    [deliveryKey('acme', 'whe_1', 'del_1'), 'delivery#del_1'],
    [eventKey('acme', 'whe_1', 'del_1'), 'event#del_1'],
  ])('%j is of one partition, and sorts as %s: what is stored is found by later versions', (key, sortKey) => {
    expect(key).toEqual({ pk, sk: { S: sortKey } });
  });

  it('of deliveries and of events begin with these', () => {
    expect([DELIVERY_PREFIX, EVENT_PREFIX]).toEqual(['delivery#', 'event#']);
  });

  it('are what a delivery is told by, whatever its tenant is called', () => {
    expect(deliveryIdsOf(deliveryKey('a#b', 'whe_1', 'del_1'))).toEqual({
      tenant: 'a#b',
      endpointId: 'whe_1',
      deliveryId: 'del_1',
    });
  });
});

describe('what expires', () => {
  it.each([
    ['thirty days after', undefined, '2026-12-22T12:00:00.000Z'],
    ['so many seconds after', 60, '2026-11-22T12:01:00.000Z'],
  ])('does so %s', (_case, seconds, at) => {
    expect(expiry('2026-11-22T12:00:00.999Z', seconds)).toEqual({ expiresAt: Date.parse(at) / 1000 });
  });
});

it('the table is the one that deployed stages have', () => {
  expect(webhooksTable).toEqual({
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: {
      byTenant: {
        partitionKey: 'tenant',
        sortKey: 'listKey',
        include: ['id', 'url', 'events', 'description', 'createdAt', 'disabled'],
      },
    },
    timeToLiveAttribute: 'expiresAt',
  });
});
