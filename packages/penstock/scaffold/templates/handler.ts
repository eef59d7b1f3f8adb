import type { ExampleOfAnswer } from '../../contract/examples/answers.ts';
import type { Operation } from '../../contract/model.ts';

/** A context that has no tables yet. */
export const infra = (
  context: string,
  operations: readonly Operation[],
): string => `import { context } from '../generated/infra.ts';

export const ${context} = context({
  name: '${context}',
  operations: {
${operations.map(({ operationId }) => `    ${operationId}: {},\n`).join('')}  },
});
`;

export function entry({ operationId, timeouts }: Operation): string {
  const [maker, module] =
    timeouts.stream === undefined ? ['operation', 'operation'] : ['streamedOperation', 'stream/streamed-operation'];
  return `import { exampleAnswer } from 'penstock/runtime/http/example-answer';
import { ${maker} } from 'penstock/runtime/http/${module}';
import { ${operationId} as contract } from '../../../generated/operations/${operationId}.ts';
import { answers } from '../../examples/${operationId}.ts';

/** To be written: it answers with an example. */
export const handler = ${maker}(contract, exampleAnswer(contract, answers));
`;
}

export const example = (
  { operationId }: Operation,
  answers: readonly ExampleOfAnswer[],
): string => `import type { ExampleAnswer } from 'penstock/runtime/http/example-answer';

/** What ${operationId} answers until it is written. */
export const answers: readonly ExampleAnswer[] = [
${answers.map((answer) => `  ${written(answer)},\n`).join('')}];
`;

function written({ status, mediaType, headers, body }: ExampleOfAnswer): string {
  const members = [
    `status: ${status}`,
    ...(mediaType === undefined ? [] : [`mediaType: ${JSON.stringify(mediaType)}`]),
    ...(headers === undefined ? [] : [`headers: ${JSON.stringify(headers)}`]),
    ...(body === undefined || body.value === undefined ? [] : [content(body)]),
  ];
  return `{ ${members.join(', ')} }`;
}

function content({ kind, value }: NonNullable<ExampleOfAnswer['body']>): string {
  if (kind === 'events') return `events: [{ data: ${literal(value)} }]`;
  return `body: ${kind === 'bytes' ? `Buffer.from(${literal(value)})` : literal(value)}`;
}

/** A member `__proto__` is one in JSON, and the prototype in a literal. */
function literal(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  return text.includes('"__proto__"') ? `JSON.parse(${JSON.stringify(JSON.stringify(value))})` : text;
}
