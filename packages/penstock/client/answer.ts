import { eventStream } from '../contract/event-stream.ts';
import { bodyType } from '../contract/generate/answers.ts';
import { asObject } from '../contract/json.ts';
import { jsonFirst } from '../contract/media-kind.ts';
import type { Contract, Operation, Response } from '../contract/model.ts';
import { child, resolve } from '../contract/node.ts';

/** What an operation answers when it succeeds, as a type. */
export function answerType(operation: Operation): string {
  const answers = operation.responses.filter(({ status }) => status.startsWith('2'));
  return answers.map((answer) => one(operation, answer)).join(' | ');
}

const kinds: Readonly<Record<string, string>> = { bytes: 'Uint8Array<ArrayBuffer>' };

/** The media type that is asked for unless a call asks for another; undefined where all there is is JSON. */
export function acceptedType({ responses }: Operation): string | undefined {
  const contents = responses.filter(({ status }) => status.startsWith('2')).flatMap((answer) => answer.contents);
  return contents.every(({ kind }) => kind === 'json') ? undefined : jsonFirst(contents)?.mediaType;
}

function one(operation: Operation, answer: Response): string {
  const types = answer.contents.map(({ kind }, index) => kinds[kind] ?? bodyType(operation, answer, index));
  const data = types.length === 0 ? 'undefined' : [...new Set(types)].join(' | ');
  const status = answer.status.endsWith('XX') ? '' : `, ${answer.status}`;
  const isVersioned = answer.headers.some(({ name, required }) => required && name.toLowerCase() === 'etag');
  return `core.CallResult<${data}${status}>${isVersioned ? ' & core.Versioned' : ''}`;
}

/** The data of the events that an operation streams; undefined where it streams none. */
export function streamedType(operation: Operation): string | undefined {
  const stream = operation.responses.find(({ contents }) => contents[0]?.mediaType === eventStream);
  return stream && bodyType(operation, stream);
}

/** It may answer that the caller has the version already (RFC 9110, 13.1.2). */
export const mayBeUnmodified = ({ responses }: Operation): boolean => responses.some(({ status }) => status === '304');

/** Whether it answers with pages: `items` and the cursor of the next one. */
export function isPaged({ document }: Contract, operation: Operation): boolean {
  const { method, parameters, responses } = operation;
  const schema = jsonFirst(responses.find(({ status }) => status === '200')?.contents ?? [])?.schema;
  if (method !== 'GET' || schema === undefined) return false;
  if (!parameters.some((one) => one.in === 'query' && one.name === 'cursor')) return false;
  const properties = child(resolve(document, { value: schema, pointer: '' }), 'properties');
  const { items, nextCursor } = asObject(properties.value);
  return nextCursor !== undefined && asObject(items).type === 'array';
}
