/** What is wrong with a value that the caller gave. */
export const mistake = (name: string, received: unknown, expected: string): string =>
  `${name}: received ${JSON.stringify(received)}, expected ${expected}`;
