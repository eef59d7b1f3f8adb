import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type EdgeStage, evacuationBucketName } from '../../constructs/stacks/edge-names.ts';
import { s3Evacuations } from '../../deploy/regions/s3-evacuations.ts';
import { createS3Service } from '../../local/control-plane/s3.ts';
import { createStsService } from '../../local/control-plane/sts.ts';
import { environmentOf } from '../../local/deploy/environment.ts';
import { type AwsEndpoint, startEndpoint } from '../../local/endpoint/server.ts';
import { openObjectStore } from '../../local/s3/object-store.ts';
import { createBucketService } from '../../local/s3/service.ts';

const account = '000000000000';
const stage = { app: 'parcels', name: 'prod', regions: ['eu-west-1', 'eu-west-2'] } as unknown as EdgeStage;
const region = 'eu-west-2';
const name = evacuationBucketName(stage, region, account);
const objects = openObjectStore();
const before = { ...process.env };
let endpoint: AwsEndpoint;

beforeAll(async () => {
  endpoint = await startEndpoint({
    account,
    region,
    functions: [],
    engine: { send: async () => ({ status: 500, body: {} }) } as never,
  });
  const credentials = { accessKeyId: endpoint.operatorKeyId, secretAccessKey: 'local' };
  const store = { put: () => {}, get: () => undefined, paths: () => new Map(), close: () => {} };
  const buckets = () => [{ name, arn: `arn:aws:s3:::${name}`, policy: [] }];
  const uploads = createS3Service(store);
  endpoint.extend(
    [],
    [
      createStsService({ account, ...credentials }),
      createBucketService({ account, region, buckets, objects, uploads }),
    ],
  );
  Object.assign(process.env, environmentOf({ endpoint: endpoint.url, region, ...credentials, api: '' }));
});
afterAll(async () => {
  process.env = before;
  await endpoint.close();
  objects.close();
});

it('a region is evacuated by an object in the bucket of its guardian, as often as one asks, and returned', async () => {
  const { has, write, remove } = s3Evacuations(stage);
  const warned = jest.spyOn(console, 'warn').mockReturnValue();
  const seen = [await has('eu-west-1')];
  for (const change of [write, write, remove, remove]) {
    await change('eu-west-1');
    seen.push(await has('eu-west-1'));
  }

  expect(seen).toEqual([false, true, true, false, false]);
  expect(warned.mock.calls).toEqual([]);
});
