import { describe, expect, it } from '@jest/globals';
import type { Claims } from 'penstock/runtime/access/claims';
import { policyFor } from 'penstock/runtime/access/policy';
import { routes } from '../../../functions/generated/routes.ts';

const claims = (over: Partial<Claims> = {}): Claims => ({
  subject: 'client-1',
  expires: 1_900_000_000,
  scopes: ['orders:read', 'orders:write'],
  tenant: 'acme',
  plan: 'free',
  ...over,
});
const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/dev';
const policy = (over: Partial<Claims> = {}, arn = `${STAGE}/GET/v1/orders`) =>
  policyFor(claims(over), arn, routes, { usageKeyPrefix: 'penstock-usage-key.dev.' });
const statements = (over?: Partial<Claims>, arn?: string) => policy(over, arn).policyDocument.Statement;

/** A method is asked for by POST, and by GET where it has no side effects. */
const routesOfServices = (...methods: readonly string[]) =>
  methods.flatMap((name) =>
    (/^(Get|List)/.test(name) ? ['POST', 'GET'] : ['POST']).map(
      (verb) => `${STAGE}/${verb}/orders.v1.OrderService/${name}`,
    ),
  );

/** Once each, whichever of its sets of scopes lets a caller in. */
const routesOfGraph = ['graphql', 'graphql/stream'].flatMap((path) =>
  ['POST', 'GET', 'HEAD'].map((verb) => `${STAGE}/${verb}/${path}`),
);

describe('the policy of a token', () => {
  it('lists exactly the operations that its scopes allow', () => {
    expect(statements()).toEqual([
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: [
          `${STAGE}/POST/v1/orders`,
          `${STAGE}/GET/v1/orders`,
          `${STAGE}/HEAD/v1/orders`,
          `${STAGE}/GET/v1/orders/*`,
          `${STAGE}/HEAD/v1/orders/*`,
          `${STAGE}/PATCH/v1/orders/*`,
          `${STAGE}/GET/v1/orders/*/events`,
          `${STAGE}/HEAD/v1/orders/*/events`,
          `${STAGE}/POST/v1/orders/*/cancellation`,
          `${STAGE}/POST/v2/orders`,
          ...routesOfServices('CreateOrder', 'GetOrder', 'UpdateOrder', 'CancelOrder', 'ListOrders', 'WatchOrder'),
          ...routesOfGraph,
        ],
      },
    ]);
  });

  it('lists no change to who may read only', () => {
    expect(statements({ scopes: ['orders:read'] })).toMatchObject([
      {
        Resource: [
          `${STAGE}/GET/v1/orders`,
          `${STAGE}/HEAD/v1/orders`,
          `${STAGE}/GET/v1/orders/*`,
          `${STAGE}/HEAD/v1/orders/*`,
          `${STAGE}/GET/v1/orders/*/events`,
          `${STAGE}/HEAD/v1/orders/*/events`,
          ...routesOfServices('GetOrder', 'ListOrders', 'WatchOrder'),
          ...routesOfGraph,
        ],
      },
    ]);
  });

  it('does not depend on the operation that was called', () => {
    expect(statements({}, `${STAGE}/POST/v1/orders/ord_1/cancellation`)).toEqual(statements());
  });

  it('tells the functions who calls, and the usage plan whom to count', () => {
    expect(policy()).toMatchObject({
      principalId: 'client-1',
      context: { tenant: 'acme', plan: 'free', scope: 'orders:read orders:write', exp: '1900000000' },
      usageIdentifierKey: 'penstock-usage-key.dev.acme.free',
    });
  });

  it.each([
    ['no tenant', { tenant: undefined }],
    ['no plan', { plan: undefined }],
    ['no scope', { scopes: [] }],
    ['scopes of another API', { scopes: ['orders', 'orders:*', 'admin'] }],
  ])('allows nothing with %s', (_case, over) => {
    const result = policy(over);

    expect(result.policyDocument.Statement).toEqual([
      { Effect: 'Deny', Action: 'execute-api:Invoke', Resource: [`${STAGE}/*`] },
    ]);
    expect(result).not.toHaveProperty('usageIdentifierKey');
  });
});
