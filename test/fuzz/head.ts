import type { Answer } from 'penstock/testkit/http';

/** What each answer has of its own: its moment, its ids, its connection. */
const ofOneAnswer = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'x-correlation-id']);
const isOfOneAnswer = (name: string): boolean => ofOneAnswer.has(name) || name.startsWith('x-amz');

/** What a busy machine may answer to one of two. */
const overloaded = new Set([429, 502, 503, 504]);

/**
 * What is wrong with an answer to HEAD beside the answer to the same GET, or undefined: it has the same status and the
 * same headers, and no content (https://www.rfc-editor.org/rfc/rfc9110#name-head).
 */
export function headFault(get: Answer, head: Answer): string | undefined {
  if (head.text !== '') return 'answers HEAD with content';
  if (overloaded.has(get.status) || overloaded.has(head.status)) return undefined;
  if (head.status !== get.status) return `answers HEAD with ${head.status}, and GET with ${get.status}`;
  const names = new Set([...Object.keys(get.headers), ...Object.keys(head.headers)]);
  const other = [...names]
    .filter((name) => !isOfOneAnswer(name))
    .find((name) => shown(get, name) !== shown(head, name));
  if (other === undefined) return undefined;
  return `answers HEAD with another ${other} (${shown(head, other)}) than GET (${shown(get, other)})`;
}

const shown = ({ headers }: Answer, name: string): string => String(headers[name] ?? 'none');
