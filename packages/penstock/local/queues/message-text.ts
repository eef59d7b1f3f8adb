import { type JsonObject, object, text } from '../json.ts';
import type { SqsProblem } from './sqs-problem.ts';

const valid = '#x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF';
/**
 * What no message of SQS contains: anything else. With the flag `u`, half of a surrogate pair is a character of its own.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const refusedCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Whether SQS takes a text as a message's body or as an attribute's value. */
export const isMessageText = (value: string): boolean => !refusedCharacter.test(value);

/**
 * Why SQS refuses a message for its characters. The values of attributes are under the same rule as the body.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageAttributeValue.html
 */
export function characterProblem({ MessageBody, MessageAttributes }: JsonObject): SqsProblem | undefined {
  const values = Object.entries(object(MessageAttributes)).map(
    ([name, value]) => [`attribute ${name}`, object(value).StringValue] as const,
  );
  for (const [place, value] of [['body', MessageBody] as const, ...values]) {
    const [found] = refusedCharacter.exec(text(value) ?? '') ?? [];
    if (found === undefined) continue;
    const point = found.codePointAt(0)?.toString(16).toUpperCase();
    const message = `Invalid character #x${point} in the message's ${place}. Valid characters are ${valid}.`;
    return { code: 'InvalidMessageContents', message };
  }
  return undefined;
}
