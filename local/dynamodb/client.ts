import { Agent, request } from 'node:http';
import { readBody } from '../body.ts';
import { type JsonObject, object, parseJson } from '../json.ts';

export interface EngineReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Speaks DynamoDB's JSON protocol to an engine, on kept connections. */
export interface EngineClient {
  readonly endpoint: string;
  /** Sends one operation of the service, e.g. `CreateTable`. */
  send(operation: string, input: JsonObject): Promise<{ readonly status: number; readonly body: JsonObject }>;
  /** Passes a request on as it came. */
  forward(target: string, body: Buffer): Promise<EngineReply>;
  close(): void;
}

export function createEngineClient(endpoint: string, region: string): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const { hostname, port } = new URL(endpoint);
  const headers = {
    'Content-Type': 'application/x-amz-json-1.0',
    // Engines look at the region of the credential's scope, none verifies the signature.
    Authorization: `AWS4-HMAC-SHA256 Credential=penstock/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
    'X-Amz-Date': '20260101T000000Z',
  };
  const forward = (target: string, body: Buffer) =>
    new Promise<EngineReply>((resolve, reject) => {
      const options = { agent, hostname, port, method: 'POST', path: '/' };
      const sent = request({
        ...options,
        headers: { ...headers, 'X-Amz-Target': target, 'Content-Length': body.length },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        readBody(response).then(
          ({ bytes }) => resolve({ status: response.statusCode ?? 500, headers: response.headers, body: bytes }),
          reject,
        );
      });
      sent.end(body);
    });
  return {
    endpoint,
    forward,
    send: async (operation, input) => {
      const reply = await forward(`DynamoDB_20120810.${operation}`, Buffer.from(JSON.stringify(input)));
      return { status: reply.status, body: object(parseJson(reply.body.toString('utf8'))) };
    },
    close: () => agent.destroy(),
  };
}
