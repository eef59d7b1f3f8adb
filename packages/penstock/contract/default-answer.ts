import { child, members, type Node } from './node.ts';

const problems = 'application/problem+json';

/** A response by its status, with the media types of its content. */
type Declared = readonly (readonly [status: string, mediaTypes: readonly string[]])[];

/** Whether `default` is how an operation succeeds: it is no problem, and nothing else says how. */
export const succeedsByDefault = (responses: Declared): boolean =>
  !responses.some(([status]) => status.startsWith('2')) &&
  responses.some(([status, types]) => status === 'default' && !types.includes(problems));

export const declaredTypes = (responses: readonly (readonly [string, Node])[]): Declared =>
  responses.map(([status, node]) => [status, members(child(node, 'content')).map(([type]) => type)]);

/** The responses that are no problems: those of 2xx and 3xx, and `default` where it alone says how an operation succeeds. */
export function successes<Entry extends readonly [string, Node]>(responses: readonly Entry[]): readonly Entry[] {
  const byDefault = succeedsByDefault(declaredTypes(responses));
  return responses.filter(([status]) => /^[23]/.test(status) || (byDefault && status === 'default'));
}
