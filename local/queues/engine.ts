import { type JsonObject, object, parseJson } from '../json.ts';
import { LocalError } from '../problems.ts';

/** An SQS server that answers. */
export interface QueueEngine {
  /** Sends one operation of the service, e.g. `ReceiveMessage`. */
  send(operation: string, input: JsonObject): Promise<QueueReply>;
  /** All messages of a queue, in whatever state, without receiving them. */
  inspect(name: string): Promise<JsonObject>;
  /** Ends every long poll at once, empty. */
  close(): Promise<void>;
}

export interface QueueReply {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * Starts fauxqs in this process and without a port, since its own server listens on every interface. A message costs
 * 0.2 ms to send, receive and delete (fauxqs 2.4.1).
 */
export async function startQueueEngine(region: string): Promise<QueueEngine> {
  const { buildApp } = await import('fauxqs');
  const app = buildApp({ logger: false, host: 'localhost', defaultRegion: region });
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    authorization: `AWS4-HMAC-SHA256 Credential=penstock/20260101/${region}/sqs/aws4_request`,
  };
  await app.ready();
  return {
    send: async (operation, input) => {
      const payload = JSON.stringify(input);
      const target = { 'x-amz-target': `AmazonSQS.${operation}` };
      const reply = await app.inject({ method: 'POST', url: '/', headers: { ...headers, ...target }, payload });
      return { status: reply.statusCode, body: object(parseJson(reply.payload)) };
    },
    inspect: async (name) => {
      const reply = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${name}` });
      if (reply.statusCode !== 200) throw new LocalError(`There is no queue ${name}.`);
      return object(parseJson(reply.payload));
    },
    close: () => app.close(),
  };
}

/** Of a stage without queues: nothing is started for it. */
export const noQueueEngine: QueueEngine = {
  send: async () => ({
    status: 400,
    body: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
  }),
  inspect: async (name) => {
    throw new LocalError(`There is no queue ${name}.`);
  },
  close: async () => {},
};
