export const parcel = {
  id: `par_${'0'.repeat(26)}`,
  status: 'pending',
  currency: 'EUR',
  total: 2500,
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  version: 1,
  createdAt: '2026-11-22T16:00:00.000Z',
  updatedAt: '2026-11-22T16:00:00.000Z',
};

export const registered = {
  specversion: '1.0',
  id: `${parcel.id}_1`,
  source: '/penstock/parcels',
  type: 'parcels.parcel.registered.v1',
  subject: parcel.id,
  time: '2026-11-22T16:00:00.000Z',
  datacontenttype: 'application/json',
  tenant: 'acme',
  correlationid: 'c-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { parcel },
};

export const requested = {
  ...registered,
  id: `not_${'0'.repeat(26)}`,
  source: '/penstock/notices',
  type: 'notices.notice.requested.v1',
  subject: `rec_${'0'.repeat(26)}`,
  data: { recipientId: `rec_${'0'.repeat(26)}`, noticeId: `not_${'0'.repeat(26)}`, event: registered },
};

const ofParcel = (type: string, more: object = {}) => ({ ...registered, type, data: { parcel, ...more } });

/** An event of each type. */
export const examples: Readonly<Record<string, object>> = {
  'parcels.parcel.registered.v1': registered,
  'parcels.parcel.updated.v1': ofParcel('parcels.parcel.updated.v1'),
  'parcels.parcel.cancelled.v1': ofParcel('parcels.parcel.cancelled.v1'),
  'parcels.parcel.labelled.v1': ofParcel('parcels.parcel.labelled.v1', { label: 'lb_1' }),
  'parcels.parcel.label_failed.v1': ofParcel('parcels.parcel.label_failed.v1', { reason: 'insufficient_funds' }),
  'notices.notice.requested.v1': requested,
};
