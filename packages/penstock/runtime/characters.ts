/** A set of code points that a service on a request's way refuses or replaces in a string. */
interface Refusal {
  /** The body of a character class, with the flag `u`. */
  readonly characters: string;
  /** Ends the sentence "has U+FFFF, ...". */
  readonly because: string;
  /** Where the services say so. */
  readonly sources: readonly string[];
}

/**
 * What the services behind the API cannot carry in a string: the one table that every edge asks, so that what it
 * accepts arrives. Controls below U+0020 are not in it although a queue refuses them, because they travel in JSON, which
 * writes them as escapes. Strings that become a header value or a key are held to a pattern of their own where they
 * come in (a correlation id, a token's claims, a cursor's position), which is narrower than this.
 */
export const refusals: readonly Refusal[] = [
  {
    characters: '\\ud800-\\udfff',
    because: 'half a surrogate pair, which UTF-8 cannot carry',
    sources: [
      'https://www.rfc-editor.org/rfc/rfc3629#section-3',
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html',
      'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html',
    ],
  },
  {
    characters: '\\ufffe\\uffff',
    because: 'which is no character and which Amazon SQS refuses in a message',
    sources: ['https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html'],
  },
];

const anyRefused = new RegExp(`[${refusals.map(({ characters }) => characters).join('')}]`, 'u');
const everyRefused = new RegExp(anyRefused, 'gu');
const each = refusals.map(({ characters, because }) => ({ pattern: new RegExp(`[${characters}]`, 'u'), because }));

/** What the first character is that some service refuses: "has U+FFFF, ..."; undefined when a text can be carried. */
export function uncarried(text: string): string | undefined {
  if (!anyRefused.test(text)) return undefined;
  for (const { pattern, because } of each) {
    const codePoint = pattern.exec(text)?.[0].codePointAt(0);
    if (codePoint !== undefined) return `has U+${codePoint.toString(16).toUpperCase()}, ${because}`;
  }
  return undefined;
}

/** A text that cannot be refused, because its sender is no caller: U+FFFD stands for what is not carried. */
export const carriable = (text: string): string => text.replaceAll(everyRefused, '\ufffd');

/**
 * Whether a JSON text may hold such a character, raw or as an escape: what it denies need not be searched, which is most
 * of what comes.
 */
export const mayHoldUncarried = (json: string): boolean => json.includes('\\u') || anyRefused.test(json);
