import { context } from '../generated/infra.ts';

export const payments = context({
  name: 'payments',
  sharedTables: ['orders'],
  providers: {
    paymentProvider: {
      description: 'What the payment provider knows the stage by',
      member: 'apiKey',
      notRotated: 'The provider issues the key: whoever gets a new one puts it here, and functions read it again.',
    },
  },
  consumers: {
    capturePayment: { tables: { orders: { items: ['UpdateItem'] } }, providers: ['paymentProvider'] },
  },
});
