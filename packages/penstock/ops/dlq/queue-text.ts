/**
 * Code points that no message has (`#x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF` are those it may).
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const refused = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The value as JSON that SQS takes: what it refuses is written as an escape, which means the same. */
export const queueJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(
    refused,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
