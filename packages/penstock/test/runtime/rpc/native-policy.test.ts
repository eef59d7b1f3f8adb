import { expect, test } from '@jest/globals';
import { admission } from '../../../runtime/rpc/native/authorize.ts';

const path = '/parcels.v1.ParcelService/CreateParcel';
const answering = (effects: readonly ('Allow' | 'Deny')[]) =>
  admission(
    async ({ methodArn }) => ({
      principalId: 'a',
      policyDocument: {
        Version: '2012-10-17',
        Statement: effects.map((Effect) => ({ Effect, Action: 'execute-api:Invoke', Resource: methodArn })),
      },
      context: { tenant: 'acme' },
    }),
    new Headers({ authorization: 'Bearer t' }),
    path,
  );

test('what a policy denies is not allowed, whatever else it says', async () => {
  expect(await answering(['Allow'])).toEqual({ caller: { tenant: 'acme' } });
  for (const effects of [['Allow', 'Deny'], ['Deny'], []] as const) {
    expect(await answering(effects)).toMatchObject({ refusal: { code: 'forbidden' } });
  }
});
