import { isObject, type JsonObject, list, object, text } from '../json.ts';

/**
 * What no message of SQS contains: anything but #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to
 * #x10FFFF. With the flag `u`, half of a surrogate pair is a character of its own, outside of these.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const refusedCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Whether SQS takes a text as a message's body or as an attribute's value. */
export const isMessageText = (value: string): boolean => !refusedCharacter.test(value);

/**
 * A request that sends, as the engine judges it. The engine asks about bodies alone, and the text of an attribute is
 * under the same rule: a message with such an attribute gets a body that is refused.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageAttributeValue.html
 */
export function judgedByBody(operation: string, input: JsonObject): JsonObject {
  if (operation === 'SendMessage') return withoutBadAttributes(input);
  if (operation !== 'SendMessageBatch' || input.Entries === undefined) return input;
  return {
    ...input,
    Entries: list(input.Entries).map((entry) => (isObject(entry) ? withoutBadAttributes(entry) : entry)),
  };
}

function withoutBadAttributes(message: JsonObject): JsonObject {
  const values = Object.values(object(message.MessageAttributes)).map((value) => text(object(value).StringValue) ?? '');
  return values.every(isMessageText) ? message : { ...message, MessageBody: '\uFFFF', MessageAttributes: {} };
}

const code = 'InvalidMessageContents';
const explanation =
  'A message body or an attribute contains a character that SQS does not take. Valid are #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF.';

/** The engine's answer with the whole of what is valid: its own names less. */
export function withExplanation(answer: JsonObject): JsonObject {
  if (String(answer.__type).endsWith(`#${code}`)) return { ...answer, message: explanation };
  if (!Array.isArray(answer.Failed)) return answer;
  const explain = (failure: unknown) =>
    object(failure).Code === code ? { ...object(failure), Message: explanation } : failure;
  return { ...answer, Failed: answer.Failed.map(explain) };
}
