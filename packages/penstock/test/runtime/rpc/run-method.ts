import { randomUUID } from 'node:crypto';
import type { DescMethodUnary } from '@bufbuild/protobuf';
import type { CorsSettings } from '../../../runtime/http/cors.ts';
import type { MethodContract } from '../../../runtime/rpc/method-contract.ts';
import { service } from '../../../runtime/rpc/service.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { generatedParcels } from '../../contract/rpc/parcels.ts';

type Generated = { readonly parcelService: Record<'createParcel' | 'getParcel', MethodContract<DescMethodUnary>> };

const { parcelService } = await generatedParcels<Generated>('parcelService.ts');

export interface Run {
  readonly event?: EventOptions;
  readonly remaining?: number;
  readonly method?: 'GetParcel' | 'CreateParcel';
  readonly entry?: (request: never) => object;
  readonly cors?: CorsSettings;
}

export const found = () => ({ run: async () => ({ message: { id: 'p1' } }) });

/** Runs a method on a gateway event, as Lambda would. */
export async function runMethod({ event = {}, remaining = 4000, method = 'GetParcel', entry = found, cors }: Run = {}) {
  const { runtime, lines, metrics } = recordingRuntime();
  const entries = { createParcel: entry, getParcel: entry };
  const handler = service(
    parcelService,
    entries as never,
    () => runtime,
    () => cors,
  );
  const answer = await handler(
    gatewayEvent({
      method: 'POST',
      path: `/parcels.v1.ParcelService/${method}`,
      body: Buffer.from('{"id":"p1"}').toString('base64'),
      base64: true,
      ...event,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...event.headers },
    }),
    lambdaContext(remaining),
  );
  const bytes = Buffer.from(answer.body, answer.isBase64Encoded === true ? 'base64' : 'utf8');
  const headers = Object.fromEntries(
    Object.entries({ ...answer.headers, ...answer.multiValueHeaders }).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  );
  const isJson = /json/.test(String(headers['content-type'])) && headers['content-encoding'] === undefined;
  return {
    status: answer.statusCode,
    headers,
    bytes,
    json: isJson ? JSON.parse(String(bytes)) : undefined,
    lines,
    metrics,
  };
}
