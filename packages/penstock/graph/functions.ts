import type { FunctionDefinition } from '../local/lambda/definition.ts';
import type { Picture } from './picture.ts';
import { duration, shortOf } from './units.ts';

export function functionsOf(functions: readonly FunctionDefinition[], prefix: string): Picture {
  return {
    parts: functions.map(({ arn, name, timeout, memory, reservedConcurrency }) => ({
      id: arn,
      kind: 'function',
      title: shortOf(name, prefix),
      lines: [
        `${duration(timeout)}, ${memory} MB`,
        ...(reservedConcurrency === undefined ? [] : [`${reservedConcurrency} at once`]),
      ],
    })),
    links: [],
  };
}

/** The ARN of a function, without the version or alias that an ARN of an invocation ends with. */
export const functionOf = (arn: string): string => arn.split(':').slice(0, 7).join(':');
