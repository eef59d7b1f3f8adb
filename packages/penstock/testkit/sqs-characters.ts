import fc from 'fast-check';

/**
 * Whether SQS takes a text, by the list of its API reference, written without a regular expression so that it can't
 * share a mistake with the code.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function isTakenBySqs(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const taken =
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    if (!taken) return false;
  }
  return true;
}

const refused = fc.constantFrom('\0', '\u001b', '\ufffe', '\uffff', '\ud800', '\udfff');
/** Text with what SQS refuses in it, more often than by chance. */
export const anyText = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), refused) });
