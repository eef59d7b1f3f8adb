import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/**
 * Bytes of a message, with the names, types and values of its attributes.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Characters of an attribute: people read them, and the body has everything. */
export const MAX_ATTRIBUTE_LENGTH = 512;

/**
 * Code points that SQS takes neither in a body nor in an attribute: all but
 * `#x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF`. It answers InvalidMessageContents to the others.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const REFUSED = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * The text with every character that SQS refuses written as `\uXXXX`. In JSON that is the same value: such a character
 * can only stand in a string.
 */
export const toSqsText = (text: string): string =>
  text.replace(REFUSED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The value as JSON that every queue takes. `JSON.stringify` leaves U+FFFE and U+FFFF as they are. */
export const toSqsJson = (value: object): string => toSqsText(JSON.stringify(value));

/** The text as a message attribute: its beginning, and a dash where there is none, since SQS takes no empty one. */
export const toSqsAttribute = (text: string): MessageAttributeValue => ({
  DataType: 'String',
  StringValue: toSqsText(text).slice(0, MAX_ATTRIBUTE_LENGTH).toWellFormed() || '-',
});
