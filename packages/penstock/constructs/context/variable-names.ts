/**
 * The environment variables in which functions find what their context grants them. They follow from its names, so that
 * `infra.ts` and `env.ts` can't disagree: `PARCELS_TABLE` of table `parcels`, `LABEL_PRINTER_URL` and
 * `LABEL_PRINTER_SECRET` of provider `labelPrinter`, `PRINT_LABEL_QUEUE_URL` of consumer `printLabel`.
 */
export type SnakeCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Capital ? '_' : ''}${Uppercase<First>}${SnakeCase<Rest>}`
  : '';

type Capital =
  | ('A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M')
  | ('N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z');

export type TableVariable<Table extends string> = `${SnakeCase<Table>}_TABLE`;
export type QueueVariable<Consumer extends string> = `${SnakeCase<Consumer>}_QUEUE_URL`;
export type ProviderVariable<Provider extends string> = `${SnakeCase<Provider>}_${'URL' | 'SECRET'}`;

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();

/** `labelPrinter` as part of a resource's name: `label-printer`. */
export const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

/** `labelPrinter` as the id of a construct: `LabelPrinter`. */
export const pascalCase = (name: string): string => name.replace(/^[a-z]/, (first) => first.toUpperCase());

export const tableVariable = (table: string): string => `${snakeCase(table)}_TABLE`;
export const queueVariable = (consumer: string): string => `${snakeCase(consumer)}_QUEUE_URL`;
export const providerVariables = (provider: string) => ({
  url: `${snakeCase(provider)}_URL`,
  secret: `${snakeCase(provider)}_SECRET`,
});
export const settingVariable = snakeCase;
