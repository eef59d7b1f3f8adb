import type { APIGatewayProxyEvent } from 'aws-lambda';
import { pointerFragment } from '../http/findings.ts';
import { Problem, type ProblemFinding } from '../problem/problem.ts';

export const decodeBody = ({ body, isBase64Encoded }: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** Throws malformed-json with the place but without the engine's message: that one quotes the body. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const place = position === undefined ? '' : ` at character ${Number(position) + 1}`;
    throw new Problem('malformed-json', `The body is not valid JSON${place}.`);
  }
}

/**
 * Strings with an unpaired surrogate, which JSON can spell (`\ud800`) but UTF-8 cannot carry: a database would store
 * another string than the one that was answered. Only for values that fit their schema, so its depth is bounded.
 */
export function surrogateFindings(value: unknown, text: string): readonly ProblemFinding[] {
  return /\\u[dD][89a-fA-F]/.test(text) ? [...findSurrogates(value, '')] : [];
}

function* findSurrogates(value: unknown, pointer: string): Generator<ProblemFinding> {
  if (typeof value === 'string' && !value.isWellFormed()) {
    yield { pointer: pointerFragment(pointer), detail: 'has half a surrogate pair, which UTF-8 cannot carry' };
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* findSurrogates(member, `${pointer}/${name}`);
}
