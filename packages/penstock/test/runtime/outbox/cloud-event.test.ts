import { expect, it } from '@jest/globals';
import { outboxEvent } from '../../../runtime/outbox/cloud-event.ts';

const item = {
  tenant: 'acme',
  id: 'n_1',
  version: 3,
  updatedAt: '2026-11-22T12:00:00.000Z',
  event: { type: 'notes.note.written.v1', correlationId: 'c-1' },
};

it('an event names the item and the version that the change made', () => {
  expect(outboxEvent(item, '/test/notes', { text: 'x' })).toStrictEqual({
    specversion: '1.0',
    id: 'n_1_3',
    source: '/test/notes',
    type: 'notes.note.written.v1',
    subject: 'n_1',
    time: '2026-11-22T12:00:00.000Z',
    datacontenttype: 'application/json',
    tenant: 'acme',
    correlationid: 'c-1',
    data: { text: 'x' },
  });
});

it('an event hands on the trace of the request that caused it', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  expect(outboxEvent({ ...item, event: { ...item.event, traceparent } }, '/s', {})).toMatchObject({ traceparent });
});
