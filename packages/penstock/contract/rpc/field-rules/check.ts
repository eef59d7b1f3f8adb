import type { DescField, DescMessage, DescService, FileRegistry } from '@bufbuild/protobuf';
import { Edition } from '@bufbuild/protobuf/wkt';
import { asObject, type JsonObject } from '../../json.ts';
import type { RpcDraft } from '../draft.ts';
import { elementKind, kindOf, type RuleOptions, requestMessages, ruleOptions, rulesOf } from './read.ts';
import { supported } from './supported.ts';

/** The number of `(buf.validate.*)` among the options of a field or a oneof, and of a message. */
const fieldOption = [8, 1159] as const;
const messageOption = [7, 1159] as const;
const oneofOption = [2, 1159] as const;

/** Members of a field's rules that are no kind of rules. */
const general = ['required', 'ignore'];

/** Members of a kind's rules that are checked with those of another place. */
const nested: Readonly<Record<string, readonly string[]>> = { repeated: ['items'], map: ['keys', 'values'] };

/** Rules that no validator is generated for: what is accepted is checked. */
export function* fieldRuleFindings(services: readonly DescService[], registry: FileRegistry): Iterable<RpcDraft> {
  const options = ruleOptions(registry);
  for (const message of requestMessages(services)) {
    yield* ofSyntax(message);
    yield* ofMessage(message, options);
    for (const field of message.fields) yield* ofField(field, options.ofField(field));
  }
}

function* ofSyntax(of: DescMessage): Iterable<RpcDraft> {
  if (of.file.edition === Edition.EDITION_PROTO3) return;
  const message = `expected proto3, received ${Edition[of.file.edition]}: whether a field is there is read as proto3 has it`;
  yield { rule: 'syntax', of, message, fix: 'Begin the file with syntax = "proto3";' };
}

const instead = 'Write it with rules that are: docs/how-to/rpc.md lists them. Or let the use case refuse it.';

function* ofMessage(of: DescMessage, { ofMessage: read, ofOneof }: RuleOptions): Iterable<RpcDraft> {
  for (const name of Object.keys(read(of))) {
    const message = `${of.typeName}: received the rule ${name}, which is not compiled at build time`;
    yield { rule: 'field-rule', of, option: messageOption, message, fix: instead };
  }
  for (const oneof of of.oneofs) {
    for (const name of Object.keys(ofOneof(oneof)).filter((one) => one !== 'required')) {
      const message = `${of.typeName}.${oneof.name}: received the rule ${name}, which is not compiled at build time`;
      yield { rule: 'field-rule', of: oneof, option: oneofOption, message, fix: instead };
    }
  }
}

function* ofField(field: DescField, rules: JsonObject): Iterable<RpcDraft> {
  const label = `${field.parent.typeName}.${field.name}`;
  for (const message of [
    ...faults(rules, kindOf(field)),
    ...(field.fieldKind === 'list' ? faults(asObject(asObject(rules.repeated).items), elementKind(field)) : []),
    ...(field.fieldKind === 'map' ? ofMap(field, asObject(rules.map)) : []),
  ]) {
    yield { rule: 'field-rule', of: field, option: fieldOption, message: `${label}: ${message}`, fix: instead };
  }
}

function ofMap(field: DescField & { readonly fieldKind: 'map' }, { keys, values }: JsonObject): readonly string[] {
  const keyed = Object.keys(asObject(keys)).length > 0 && keyKind(field) !== 'string';
  return [
    ...(keyed ? ['received rules for keys that are no strings, which are not compiled at build time'] : []),
    ...faults(asObject(keys), keyKind(field)),
    ...faults(asObject(values), elementKind(field)),
  ];
}

export const keyKind = (field: DescField & { readonly fieldKind: 'map' }): string =>
  elementKind({ ...field, scalar: field.mapKey, enum: undefined } as unknown as DescField);

/** What of a field's rules cannot be compiled. */
function faults(rules: JsonObject, kind: string): readonly string[] {
  const known = supported[kind] ?? {};
  const others = Object.keys(rules).filter((name) => name !== kind && !general.includes(name));
  return [
    ...others.map(
      (name) => `received the rule ${name} on a field of type ${kind}, which is not compiled at build time`,
    ),
    ...rulesOf(rules, kind).flatMap(([name, parameter]) => {
      if (nested[kind]?.includes(name) || (kind === 'enum' && name === 'definedOnly')) return [];
      const compile = Object.hasOwn(known, name) ? known[name] : undefined;
      if (compile === undefined) return [`received the rule ${kind}.${name}, which is not compiled at build time`];
      const fault = faultOf(() => compile('value', parameter));
      return fault === undefined ? [] : [`received ${fault} in ${kind}.${name}`];
    }),
    ...emptyRange(rules, kind),
  ];
}

function faultOf(compile: () => unknown): string | undefined {
  try {
    compile();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** protovalidate reads a lower bound above the upper one as "outside of": a reader would not. */
function emptyRange(rules: JsonObject, kind: string): readonly string[] {
  const { gt, gte = gt, lt, lte = lt } = asObject(rules[kind]);
  if (gte === undefined || lte === undefined || Number(gte) <= Number(lte)) return [];
  return [`received ${kind} rules from ${gte} to ${lte}, which nothing is within`];
}
