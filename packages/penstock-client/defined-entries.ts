/** The members of an object that are there. */
export const definedEntries = <T>(object: Readonly<Record<string, T | undefined>>): [name: string, value: T][] =>
  Object.entries(object).filter((entry): entry is [string, T] => entry[1] !== undefined);
