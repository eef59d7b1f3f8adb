import { type DescField, ScalarType } from '@bufbuild/protobuf';
import type { JsonObject } from '../../json.ts';
import { rulesOf } from '../field-rules/read.ts';
import { supported } from '../field-rules/supported.ts';

/** How code reads a field, and how it asks whether the field was sent: undefined where nobody can tell. */
export function accessOf(field: DescField): { readonly value: string; readonly isThere: string | undefined } {
  if (field.oneof !== undefined) {
    const oneof = `message.${field.oneof.localName}`;
    return { value: `${oneof}.value`, isThere: `${oneof}.case === ${JSON.stringify(field.localName)}` };
  }
  const value = `message.${field.localName}`;
  const isOptional = field.proto.proto3Optional || field.fieldKind === 'message';
  return { value, isThere: isOptional ? `${value} !== undefined` : undefined };
}

/** An expression that is true for a value other than that of a field which was not sent. */
export function notZero(field: DescField, value: string): string {
  if (field.fieldKind === 'list' || field.scalar === ScalarType.BYTES) return `${value}.length > 0`;
  if (field.fieldKind === 'map') return `Object.keys(${value}).length > 0`;
  if (field.scalar === ScalarType.STRING) return `${value} !== ''`;
  if (field.scalar === ScalarType.BOOL) return value;
  return `Number(${value}) !== 0`;
}

/** A 64-bit integer that is generated as a string is compared as what it is. */
export const comparable = (field: DescField, value: string): string =>
  'longAsString' in field && field.longAsString ? `BigInt(${value})` : value;

/** Statements for the rules of one kind; each finding is told to `found(place, detail)`. */
export function valueChecks(
  kind: string,
  rules: JsonObject,
  value: string,
  place: string,
  field: DescField,
): readonly string[] {
  return rulesOf(rules, kind).flatMap(([name, parameter]) => {
    if (kind === 'enum' && name === 'definedOnly') return parameter === true ? [definedOnly(field, value, place)] : [];
    if (parameter === false) return [];
    const compile = supported[kind]?.[name];
    if (compile === undefined) return [];
    const { when, detail } = compile(value, parameter);
    return [`if (${when}) found(${place}, ${JSON.stringify(detail)});`];
  });
}

function definedOnly({ enum: enumeration }: DescField, value: string, place: string): string {
  const values = enumeration?.values ?? [];
  const known = values.map(({ number }) => number).join(', ');
  const names = values.map(({ name }) => name).join(', ');
  return `if (![${known}].includes(${value})) found(${place}, ${JSON.stringify(`must be one of ${names}`)});`;
}
