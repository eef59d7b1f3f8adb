import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { isDeleted } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import type { Creation } from '../../../runtime/webhooks/endpoints/endpoint-decisions.ts';
import type { EndpointRepository } from '../../../runtime/webhooks/endpoints/endpoint-repository.ts';
import { newSecret } from '../../../runtime/webhooks/signing/secret.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, instant, newId } from '../../../testkit/webhooks.ts';
import { signal, webhooksTable } from './endpoint-stores.ts';

const table = webhooksTable();

it('gives the same answers in memory and in DynamoDB, whatever is asked', async () => {
  const twin = inMemoryEndpoints();
  const real = dynamoDBEndpoints(table().client, table().name);
  type Step = (store: EndpointRepository, request: Creation, at: string, secret: string) => Promise<unknown>;
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    fc.constantFrom('f-1', 'f-2').map(
      (fingerprint): Step =>
        (store, request) =>
          store.create({ ...request, fingerprint }, signal),
    ),
    fc.constant<Step>((store, request, at) => store.remove({ ...request, at }, signal)),
    fc.constant<Step>((store, request, at) => store.disable({ ...request, at, reason: 'gone' }, signal)),
    fc.constantFrom('r-1', 'r-2', 'r-3').map(
      (key): Step =>
        (store, { tenant, id }, at, secret) =>
          store.rotateSecret({ tenant, id, rotation: { id: key, at, requestId: at }, secret }, signal),
    ),
    fc.constant<Step>(async (store, { tenant, id }) => {
      const found = await store.find(tenant, id, signal);
      const until = found !== undefined && !isDeleted(found) ? found.previousSecret?.until : undefined;
      await store.erasePreviousSecret({ tenant, id, until: until ?? '' }, signal);
      return store.find(tenant, id, signal);
    }),
    fc.constant<Step>((store, { tenant }) => store.list({ tenant, limit: 2 }, signal)),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyStep, fc.nat(2)), { maxLength: 10 }), async (steps) => {
      const tenant = `t-${randomUUID()}`;
      const ids = [newId('whe'), newId('whe'), newId('whe')];
      for (const [step, which] of steps) {
        const request = creation({ tenant, id: ids[which] ?? '' });
        const [at, secret] = [instant(), newSecret()];
        expect(await step(real, request, at, secret)).toEqual(await step(twin, request, at, secret));
      }
    }),
    { numRuns: 15 },
  );
});
