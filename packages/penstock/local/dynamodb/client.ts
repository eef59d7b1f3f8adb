import { type Agent, request } from 'node:http';
import { readBody } from '../body.ts';
import { type JsonObject, object, parseJson } from '../json.ts';
import { createSlots } from './slots.ts';

export interface EngineReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** How an engine is reached. */
export interface EngineRoute {
  readonly agent: Agent;
  readonly hostname: string;
  readonly port: number;
}

/** Speaks DynamoDB's JSON protocol to an engine, on kept connections. */
export interface EngineClient {
  /** Sends one operation of the service, e.g. `CreateTable`. */
  send(operation: string, input: JsonObject): Promise<{ readonly status: number; readonly body: JsonObject }>;
  /** Passes a request on as it came. */
  forward(target: string, body: Buffer): Promise<EngineReply>;
}

/** Requests that an engine is asked at once; others wait. */
const most = 64;

/** @param route resolves when the engine takes requests, to where it does so now */
export function createEngineClient(route: () => Promise<EngineRoute>, region: string): EngineClient {
  const slots = createSlots(most);
  const headers = {
    'Content-Type': 'application/x-amz-json-1.0',
    // Engines look at the region of the credential's scope, none verifies the signature.
    Authorization: `AWS4-HMAC-SHA256 Credential=penstock/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    'X-Amz-Date': '20260101T000000Z',
  };
  const forward = (target: string, body: Buffer) =>
    slots.run(async () =>
      post(await route(), { ...headers, 'X-Amz-Target': target, 'Content-Length': body.length }, body),
    );
  return {
    forward,
    send: async (operation, input) => {
      const reply = await forward(`DynamoDB_20120810.${operation}`, Buffer.from(JSON.stringify(input)));
      return { status: reply.status, body: object(parseJson(reply.body.toString('utf8'))) };
    },
  };
}

type Headers = Readonly<Record<string, string | number>>;

function post({ agent, hostname, port }: EngineRoute, headers: Headers, body: Buffer): Promise<EngineReply> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method: 'POST', path: '/', headers });
    sent.once('error', reject);
    sent.once('response', (response) => {
      readBody(response).then(
        ({ bytes }) => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: bytes }),
        reject,
      );
    });
    sent.end(body);
  });
}
