import type { Answer } from '../endpoint/service.ts';
import { bytesAnswer } from './service.ts';

/** What an element holds: text, elements by their name, or a list of `member` elements; what is undefined is not there. */
export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

export function xmlOf(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  return `<${name}>${contentOf(value)}</${name}>`;
}

function contentOf(value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item) => xmlOf('member', item)).join('');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, member]) => xmlOf(name, member))
      .join('');
  }
  return escaped(String(value));
}

/** A character that XML 1.0 has no place for becomes a replacement character. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
  return text.replace(/[&<>\r]/g, (character) => entities[character] ?? '').replace(/[^\t\n\r -\uFFFD]/g, '\uFFFD');
}

/** A time as the query protocol writes it. */
export const timeOf = (at: number): string => new Date(at).toISOString();

/** What a service of the query protocol throws for what it refuses. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const requestId = '00000000-0000-4000-8000-000000000000';

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryAnswer(action: string, namespace: string, result: XmlValue): Answer {
  const body = xmlOf(`${action}Result`, result) + xmlOf('ResponseMetadata', { RequestId: requestId });
  return bytesAnswer(200, 'text/xml', `<${action}Response xmlns="${namespace}">${body}</${action}Response>`);
}

export function queryFailure(namespace: string, { code, message }: QueryError): Answer {
  const body = xmlOf('Error', { Type: 'Sender', Code: code, Message: message }) + xmlOf('RequestId', requestId);
  return bytesAnswer(400, 'text/xml', `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
}
