/** A set of code points that a service on a request's way refuses or replaces in a string. */
interface Refusal {
  /** The body of a character class, with the flag `u`. */
  readonly characters: string;
  /** Ends the sentence "has U+FFFF, ...". */
  readonly because: string;
  /** Where the service says so. */
  readonly source: string;
}

/**
 * What the services behind the API cannot carry in a string: the one table that every edge asks, so that what it
 * accepts arrives. Controls below U+0020 are not in it although a queue refuses them, because they travel in JSON, which
 * writes them as escapes; DynamoDB and EventBridge take every character that UTF-8 has.
 */
export const refusals: readonly Refusal[] = [
  {
    characters: '\\ud800-\\udfff',
    because: 'half a surrogate pair, which UTF-8 cannot carry',
    source: 'https://www.rfc-editor.org/rfc/rfc3629#section-3',
  },
  {
    characters: '\\ufffe\\uffff',
    because: 'which is no character and which Amazon SQS refuses in a message',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html',
  },
];

const each = refusals.map(({ characters, because }) => ({ pattern: new RegExp(`[${characters}]`, 'u'), because }));

/** What the first character is that some service refuses: "has U+FFFF, ..."; undefined when a text can be carried. */
export function uncarried(text: string): string | undefined {
  for (const { pattern, because } of each) {
    const codePoint = pattern.exec(text)?.[0].codePointAt(0);
    if (codePoint !== undefined) return `has U+${codePoint.toString(16).toUpperCase()}, ${because}`;
  }
  return undefined;
}

/**
 * Whether a JSON text may hold such a character, raw or as an escape: what it denies need not be searched, which is most
 * of what comes.
 */
export const mayHoldUncarried = (json: string): boolean => json.includes('\\u') || uncarried(json) !== undefined;
