import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { asObject, type JsonObject } from '../../json.ts';
import { keyKind } from '../field-rules/check.ts';
import { elementKind, kindOf, type RuleOptions, requestMessages, ruleOptions } from '../field-rules/read.ts';
import type { RpcContract } from '../model.ts';
import { accessOf, comparable, notZero, valueChecks } from './field-code.ts';

/** The name under which the checks of a message are exported. */
export const checksOf = ({ typeName }: DescMessage): string => typeName.replaceAll('.', '_');

/**
 * A module with a function for every message that a request may hold: the field rules as code, so that neither rules nor
 * their interpreter are in a function's bundle.
 *
 * @param typeOf the name of a message's generated type, and of its module
 */
export function rulesModule(
  { services, registry }: RpcContract,
  typeOf: (message: DescMessage) => { readonly name: string; readonly module: string },
): string {
  const messages = requestMessages([
    ...new Set(services.flatMap(({ methods }) => methods.map(({ desc }) => desc.parent))),
  ]);
  const options = ruleOptions(registry);
  const types = messages.map((message) => ({ message, ...typeOf(message) }));
  const imports = types.map(
    ({ message, name, module }) => `import type { ${name} as ${checksOf(message)}_type } from '${module}';\n`,
  );
  const functions = messages.map((message) => {
    const lines = checksOfMessage(message, options);
    const unused = lines.length === 0 ? '_' : '';
    return [
      `\nexport const ${checksOf(message)}: FieldChecks<${checksOf(message)}_type> = (${unused}message, ${unused}at, ${unused}found) => {\n`,
      ...lines.map((line) => `  ${line}\n`),
      '};\n',
    ].join('');
  });
  return [`import type { FieldChecks } from 'penstock/runtime/rpc/field-checks';\n`, ...imports, ...functions].join('');
}

/** Statements; each finding is told to `found(place, detail)`. */
function checksOfMessage(message: DescMessage, options: RuleOptions): readonly string[] {
  return [
    ...message.oneofs
      .filter((oneof) => options.ofOneof(oneof).required === true)
      .map(
        (oneof) =>
          `if (message.${oneof.localName}.case === undefined) found(at, ${JSON.stringify(`needs one of ${oneof.fields.map(({ jsonName }) => jsonName).join(', ')}`)});`,
      ),
    ...message.fields.flatMap((field) => checksOfField(field, options)),
  ];
}

function checksOfField(field: DescField, options: RuleOptions): readonly string[] {
  const rules = options.ofField(field);
  if (rules.ignore === 'IGNORE_ALWAYS') return [];
  const { value, isThere } = accessOf(field);
  const place = `\`\${at}/${field.jsonName}\``;
  const required =
    rules.required === true ? [`if (!(${isThere ?? notZero(field, value)})) found(${place}, 'is required');`] : [];
  const checks = [...ownChecks(field, rules, value, place), ...elementChecks(field, rules, value, place, options)];
  if (checks.length === 0) return required;
  const guard = rules.ignore === 'IGNORE_IF_ZERO_VALUE' ? (isThere ?? notZero(field, value)) : isThere;
  if (guard === undefined) return [...required, ...checks];
  return [...required, `if (${guard}) {`, ...checks.map((line) => `  ${line}`), '}'];
}

function ownChecks(field: DescField, rules: JsonObject, value: string, place: string): readonly string[] {
  return valueChecks(kindOf(field), rules, comparable(field, value), place, field);
}

/** What is inside: a message, the items of a list, the keys and values of a map. */
function elementChecks(
  field: DescField,
  rules: JsonObject,
  value: string,
  place: string,
  options: RuleOptions,
): readonly string[] {
  const inner = (of: JsonObject, name: string, at: string): readonly string[] => [
    ...valueChecks(elementKind(field), of, comparable(field, name), at, field),
    ...messageChecks(field.message, name, at, options),
  ];
  switch (field.fieldKind) {
    case 'message':
      return messageChecks(field.message, value, place, options);
    case 'list': {
      const lines = inner(asObject(asObject(rules.repeated).items), 'item', `\`\${at}/${field.jsonName}/\${index}\``);
      return lines.length === 0 ? [] : [`for (const [index, item] of ${value}.entries()) {`, ...indented(lines), '}'];
    }
    case 'map': {
      const { keys, values } = asObject(rules.map);
      const at = `\`\${at}/${field.jsonName}/\${key.replaceAll('~', '~0').replaceAll('/', '~1')}\``;
      const lines = [
        ...valueChecks(keyKind(field), asObject(keys), 'key', at, field),
        ...inner(asObject(values), 'item', at),
      ];
      return lines.length === 0
        ? []
        : [`for (const [key, item] of Object.entries(${value})) {`, ...indented(lines), '}'];
    }
    default:
      return [];
  }
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function messageChecks(
  message: DescMessage | undefined,
  value: string,
  at: string,
  options: RuleOptions,
): readonly string[] {
  if (message === undefined || !isChecked(message, options, new Set())) return [];
  return [`${checksOf(message)}(${value}, ${at}, found);`];
}

/** Whether a message has rules, or holds one that has. */
function isChecked(message: DescMessage, options: RuleOptions, seen: Set<DescMessage>): boolean {
  if (seen.has(message) || message.typeName.startsWith('google.protobuf.')) return false;
  seen.add(message);
  return (
    message.oneofs.some((oneof) => options.ofOneof(oneof).required === true) ||
    message.fields.some(
      (field) =>
        Object.keys(options.ofField(field)).length > 0 ||
        (field.message !== undefined && isChecked(field.message, options, seen)),
    )
  );
}
