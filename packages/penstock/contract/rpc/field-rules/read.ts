import type { DescField, DescMessage, DescMethod, DescOneof, DescService, FileRegistry } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { asObject, type JsonObject } from '../../json.ts';
import { optionReader } from '../options.ts';

/** The rules of protovalidate as the files have them. */
export interface RuleOptions {
  readonly ofField: (field: DescField) => JsonObject;
  readonly ofMessage: (message: DescMessage) => JsonObject;
  readonly ofOneof: (oneof: DescOneof) => JsonObject;
}

export function ruleOptions(registry: FileRegistry): RuleOptions {
  const field = optionReader(registry, 'buf.validate.field');
  const message = optionReader(registry, 'buf.validate.message');
  const oneof = optionReader(registry, 'buf.validate.oneof');
  return {
    ofField: (of) => field(of) ?? {},
    ofMessage: (of) => message(of) ?? {},
    ofOneof: (of) => oneof(of) ?? {},
  };
}

/** Every message that a request may hold, each once, in the order in which they are found. */
export function requestMessages(services: readonly DescService[]): readonly DescMessage[] {
  const found = new Set<DescMessage>();
  const visit = (message: DescMessage): void => {
    if (found.has(message)) return;
    found.add(message);
    for (const field of message.fields) {
      if (field.message !== undefined && !isWellKnown(field.message)) visit(field.message);
    }
  };
  for (const { input } of services.flatMap(({ methods }): readonly DescMethod[] => methods)) {
    if (!isWellKnown(input)) visit(input);
  }
  return [...found];
}

/** Of protobuf itself; its values are not looked into. */
const isWellKnown = ({ typeName }: DescMessage): boolean => typeName.startsWith('google.protobuf.');

/** The kind of rules that fit a field: its type, `repeated` or `map`. */
export function kindOf(field: DescField): string {
  if (field.fieldKind === 'list') return 'repeated';
  if (field.fieldKind === 'map') return 'map';
  return elementKind(field);
}

/** The kind of rules that fit an item of a list, or a value of a map. */
export function elementKind({ scalar, enum: enumeration }: DescField): string {
  if (scalar !== undefined) return ScalarType[scalar].toLowerCase();
  return enumeration === undefined ? 'message' : 'enum';
}

/** The rules of one kind in `{ required, string: {...} }`, by their names. */
export const rulesOf = (rules: JsonObject, kind: string): readonly (readonly [string, unknown])[] =>
  Object.entries(asObject(rules[kind])).filter(([name]) => name !== 'example');
