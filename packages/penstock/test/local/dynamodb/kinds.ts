import { findBinary } from '../../../local/dynamodb/binary.ts';
import { engineKinds } from '../../../local/dynamodb/choice.ts';
import type { EngineClient } from '../../../local/dynamodb/client.ts';
import { type JsonObject, object, parseJson, text } from '../../../local/json.ts';

/** The engines that this platform has. */
export const kinds = engineKinds.filter((kind) => kind === 'embedded' || findBinary() !== undefined);

/** Asks an engine, and throws what it refuses as an error with the name that DynamoDB gives it. */
export async function ask(client: EngineClient, operation: string, input: JsonObject): Promise<JsonObject> {
  const { status, body } = await client.send(operation, input);
  return answerOf(status, body);
}

/** As `ask`, of a table's stream. */
export async function askStream(client: EngineClient, operation: string, input: JsonObject): Promise<JsonObject> {
  const target = `DynamoDBStreams_20120810.${operation}`;
  const { status, body } = await client.forward(target, Buffer.from(JSON.stringify(input)));
  return answerOf(status, object(parseJson(body.toString('utf8'))));
}

function answerOf(status: number, body: JsonObject): JsonObject {
  if (status === 200) return body;
  const name = text(body.__type)?.split('#').at(-1) ?? 'Error';
  throw Object.assign(new Error(text(body.message) ?? text(body.Message)), { ...body, name });
}
