/** What a document and its operation may ask for, at the most. Each is a whole number from 1. */
export interface GraphLimits {
  /** Characters of a document; nothing longer is read. */
  readonly characters: number;
  /** Tokens of a document; its parser stops there. */
  readonly tokens: number;
  /** Operations in a document, of which a request runs one. */
  readonly operations: number;
  /** Fields within fields. Introspection has a rule of its own in graphql's validation. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the operation itself. */
  readonly rootFields: number;
  readonly directives: number;
  /** Fragments as often as executing the operation comes to them: those that spread one another double. */
  readonly fragmentSpreads: number;
  /** Fields and fragments that a selection repeats. */
  readonly duplicates: number;
  /** Items that a list is asked for, by an argument or by a variable, and items of a list in a variable. */
  readonly listSize: number;
  /** Items that a list without `@listSize` is assumed to have. */
  readonly assumedListSize: number;
  /** Of one operation, by its directives. */
  readonly cost: number;
}

/** Far above what a screen of a client asks for; a document of the whole default size is parsed in a few milliseconds. */
export const defaultLimits: GraphLimits = {
  characters: 32_768,
  tokens: 2000,
  operations: 1,
  depth: 10,
  aliases: 20,
  rootFields: 10,
  directives: 50,
  fragmentSpreads: 100,
  duplicates: 10,
  listSize: 100,
  assumedListSize: 100,
  cost: 1000,
};

/** More than any of them can be of use; counts stop far above. */
const MOST = 1_000_000;

/**
 * The defaults with what a stage or a contract sets.
 *
 * @throws TypeError with every name that is unknown and every value that is no whole number from 1 to 1,000,000
 */
export function limitsOf(given: Readonly<Record<string, unknown>> = {}): GraphLimits {
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    if (!Object.hasOwn(defaultLimits, name)) {
      return [`${name}: expected one of ${Object.keys(defaultLimits).join(', ')}`];
    }
    const isLimit = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST;
    return isLimit ? [] : [`${name}: expected a whole number from 1 to ${MOST}, received ${JSON.stringify(value)}`];
  });
  if (wrong.length > 0) throw new TypeError(`Limits of the graph:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  return { ...defaultLimits, ...given };
}
