import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Endpoint } from '../../contract/endpoint.ts';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import type { Contract, Operation } from '../../contract/model.ts';
import { maxTimeout, streamTimeoutChain, timeoutChain } from '../../contract/timeouts.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { smallAssembly } from '../local/fixtures/assembly.ts';
import type { Template } from '../local/fixtures/template.ts';
import { imageFile, limitVariable, serviceName, streamsVariable } from './files.ts';

export interface ConformanceCloud {
  /** A descriptor set of the suite's files. */
  readonly image: string;
  /** The bundle of the function. */
  readonly code: string;
  /** Bytes; 0: the suite wants no limit. */
  readonly receiveLimit: number;
  /** Whether the gateway streams answers. */
  readonly streams: boolean;
}

/** A gateway of the local cloud with the suite's service behind it, on a free port. */
export async function startConformanceCloud({
  image,
  code,
  receiveLimit,
  streams,
}: ConformanceCloud): Promise<Pick<LocalCloud, 'url' | 'close'>> {
  const assembly = await smallAssembly({
    edit: (template) => edit(template, { receiveLimit, streams }),
    handlers: { Open: await readFile(code, 'utf8') },
  });
  await copyFile(image, join(assembly, 'asset.Open', imageFile));
  const cloud = await startLocalCloud({ assembly, processes: 4, idleFor: 600_000 });
  return {
    url: cloud.url,
    close: async () => {
      await cloud.close();
      await rm(assembly, { recursive: true, force: true });
    },
  };
}

const methods = ['Unary', 'ServerStream', 'ClientStream', 'Unimplemented', 'IdempotentUnary'];

/** The API in front of the suite's service is the one that apps have; nothing in it is in a hurry. */
function edit(
  { Resources }: Template,
  { receiveLimit, streams }: Pick<ConformanceCloud, 'receiveLimit' | 'streams'>,
): void {
  const { Api, Open, OpenPermission } = Resources;
  if (Api === undefined || Open === undefined || OpenPermission === undefined) throw new Error('The template changed');
  Api.Properties.Body = gatewayDocument(suiteContract(streams), { integrationUri: uriOf, authorizerUri: '' });
  Object.assign(Open.Properties, {
    Timeout: 30,
    MemorySize: 1024,
    Environment: { Variables: { [limitVariable]: String(receiveLimit), ...(streams && { [streamsVariable]: 'yes' }) } },
  });
  const source = JSON.stringify(OpenPermission.Properties.SourceArn);
  OpenPermission.Properties.SourceArn = JSON.parse(source.replace('/test/GET/open', `/test/*/${serviceName}/*`));
}

const suiteContract = (streams: boolean): Contract => ({
  file: '',
  title: 'conformance',
  version: '1',
  operations: methods.map((name) => operationOf(name, streams)),
  plans: {},
  scopes: [],
  document: {},
  derived: {},
});

const operationOf = (name: string, streams: boolean): Operation => ({
  operationId: name,
  method: 'POST',
  path: `/${serviceName}/${name}`,
  security: [],
  policy: {
    throttle: { rate: 1000, burst: 1000 },
    timeout: maxTimeout,
    idempotency: 'none',
    slo: { availability: 99, p99: 1000 },
    concurrency: 1,
  },
  timeouts: streams ? streamTimeoutChain(maxTimeout) : timeoutChain(maxTimeout),
  parameters: [],
  responses: [],
  rpc: { function: 'Open', serves: name, alsoGet: name === 'IdempotentUnary', streams },
});

const uriOf = ({ timeouts }: Endpoint): string => {
  const [version, action] =
    timeouts.stream === undefined ? ['2015-03-31', 'invocations'] : ['2021-11-15', 'response-streaming-invocations'];
  const parts = [`arn:aws:apigateway:eu-west-1:lambda:path/${version}/functions/`, { Ref: 'OpenLive' }, `/${action}`];
  return { 'Fn::Join': ['', parts] } as unknown as string;
};
