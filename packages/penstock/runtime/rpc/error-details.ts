import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ProblemFinding } from '../problem/problem.ts';

/** A detail of an error on the wire: any client decodes it by its type's name. */
export interface ErrorDetail {
  readonly type: string;
  readonly value: Uint8Array;
}

/**
 * Details of google/rpc/error_details.proto, which every gRPC and Connect library knows. They are written by hand: their
 * descriptors would be in every bundle, and parsed at every cold start, for three messages of a few fields.
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export const badRequest = (findings: readonly ProblemFinding[]): ErrorDetail =>
  detail('BadRequest', (writer) => {
    for (const finding of findings) {
      const field = 'parameter' in finding ? finding.parameter : fieldPath(finding.pointer);
      nested(writer, 1, (violation) => text(text(violation, 1, field), 2, finding.detail));
    }
  });

export const retryInfo = (delaySeconds: number): ErrorDetail =>
  detail('RetryInfo', (writer) => {
    nested(writer, 1, (duration) => duration.tag(1, WireType.Varint).int64(delaySeconds));
  });

/** @param reason UPPER_SNAKE_CASE, unique in the domain */
export const errorInfo = (reason: string, domain: string, metadata: Readonly<Record<string, string>>): ErrorDetail =>
  detail('ErrorInfo', (writer) => {
    text(text(writer, 1, reason), 2, domain);
    for (const [key, value] of Object.entries(metadata)) {
      nested(writer, 3, (entry) => text(text(entry, 1, key), 2, value));
    }
  });

function detail(name: string, write: (writer: BinaryWriter) => void): ErrorDetail {
  const writer = new BinaryWriter();
  write(writer);
  return { type: `google.rpc.${name}`, value: writer.finish() };
}

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);

function nested(writer: BinaryWriter, field: number, write: (writer: BinaryWriter) => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

/** `#/items/0/unitPrice` as `items[0].unitPrice`. */
function fieldPath(pointer: string): string {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce((path, token) => {
    if (/^\d+$/.test(token)) return `${path}[${token}]`;
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    return path === '' ? name : `${path}.${name}`;
  }, '');
}
