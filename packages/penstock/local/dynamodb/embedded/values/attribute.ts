import { isObject } from '../../../json.ts';
import { EngineError, invalidParameter, validation } from '../errors.ts';
import { formatNumber, parseNumber } from './number.ts';

/** A value in the form in which DynamoDB's protocol has it; numbers are normalized, binaries are base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item };

export type AttributeType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';
export type Item = Readonly<Record<string, AttributeValue>>;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const mostLevels = 32;

export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) return type as AttributeType;
  throw new TypeError('An attribute value has a type.');
}

/** An attribute, undefined where the item has none of this name. */
export function attributeOf(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** What a set holds; undefined for a value that is none. */
export function membersOf(value: AttributeValue): readonly string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** @throws EngineError where it is no map of attribute values */
export function readItem(input: unknown, level = 0): Item {
  if (!isObject(input)) throw serialization('Unexpected value type in payload');
  const item: Record<string, AttributeValue> = Object.create(null);
  for (const name in input) item[name] = readValue(input[name], level);
  return item;
}

/** @throws EngineError where it is no attribute value that DynamoDB stores */
export function readValue(input: unknown, level = 0): AttributeValue {
  if (!isObject(input)) throw serialization('Unexpected value type in payload');
  const types = Object.keys(input).filter((name) => name in readers);
  const [type] = types;
  if (type === undefined) {
    throw validation('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  if (types.length > 1) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  return readers[type as AttributeType](input[type], level);
}

const readers: Readonly<Record<AttributeType, (input: unknown, level: number) => AttributeValue>> = {
  S: (input) => ({ S: readText(input) }),
  N: (input) => ({ N: normalized(readText(input)) }),
  B: (input) => ({ B: readBinary(input) }),
  BOOL: (input) => {
    if (typeof input !== 'boolean') throw serialization('Unexpected token in payload: expected a Boolean');
    return { BOOL: input };
  },
  NULL: (input) => {
    if (input !== true) throw invalidParameter('Null attribute value types must have the value of true');
    return { NULL: true };
  },
  SS: (input) => ({ SS: readSet(input, 'string', readText) }),
  NS: (input) => ({ NS: readSet(input, 'number', (member) => normalized(readText(member))) }),
  BS: (input) => ({ BS: readSet(input, 'binary', readBinary) }),
  L: (input, level) => {
    const inner = deeper(level);
    return { L: readList(input).map((member) => readValue(member, inner)) };
  },
  M: (input, level) => ({ M: readItem(input, deeper(level)) }),
};

function normalized(number: string): string {
  return formatNumber(parseNumber(number));
}

function deeper(level: number): number {
  if (level + 1 >= mostLevels) throw validation('Nesting Levels have exceeded supported limits');
  return level + 1;
}

function readSet(input: unknown, what: string, read: (member: unknown) => string): readonly string[] {
  const members = readList(input).map(read);
  if (members.length === 0) throw invalidParameter(`An ${what} set  may not be empty`);
  if (new Set(members).size < members.length) {
    throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
  }
  return members;
}

function readList(input: unknown): readonly unknown[] {
  if (!Array.isArray(input)) throw serialization('Unexpected field type: expected a list');
  return input;
}

function readText(input: unknown): string {
  if (typeof input !== 'string') throw serialization(`${typeName(input)} cannot be converted to String`);
  return input;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function readBinary(input: unknown): string {
  const text = readText(input);
  if (!base64.test(text)) throw serialization('The Base64 content is malformed');
  return text;
}

function typeName(input: unknown): string {
  if (typeof input === 'number') return 'NUMBER_VALUE';
  if (typeof input === 'boolean') return input ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return input === null || input === undefined ? 'NULL_VALUE' : 'START_OBJECT';
}

function serialization(message: string): EngineError {
  return new EngineError('com.amazon.coral.service#SerializationException', message);
}
