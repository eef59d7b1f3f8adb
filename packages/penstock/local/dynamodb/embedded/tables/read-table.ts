import { type JsonObject, list, object, text } from '../../../json.ts';
import { constraint, invalidParameter, validation } from '../errors.ts';
import type { KeyAttribute, KeySchema, KeyType, Projection, StreamDefinition } from './definition.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const mostIndexes = 20;
const mostProjected = 100;

/** @throws EngineError where it is no name of a table or an index */
export function readName(value: unknown, member: string): string {
  const name = text(value);
  if (name === undefined) throw constraint(undefined, member, 'not be null');
  if (name.length < 3) throw constraint(name, member, 'have length greater than or equal to 3');
  if (name.length > 255) throw constraint(name, member, 'have length less than or equal to 255');
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    throw constraint(name, member, 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
  }
  return name;
}

/** @throws EngineError where an attribute has a type that no key has */
export function readAttributes(value: unknown): readonly KeyAttribute[] {
  return list(value).map((entry) => {
    const { AttributeName, AttributeType: type } = object(entry);
    if (type !== 'S' && type !== 'N' && type !== 'B') {
      throw constraint(type, 'attributeDefinitions.1.member.attributeType', 'satisfy enum value set: [B, N, S]');
    }
    return { name: String(AttributeName), type: type satisfies KeyType };
  });
}

/** @throws EngineError where it is not a partition key with or without a sort key, of attributes with types */
export function readKeySchema(value: unknown, attributes: readonly KeyAttribute[]): KeySchema {
  const entries = list(value).map(object);
  const [first, second, ...more] = entries;
  if (first === undefined || more.length > 0) {
    throw constraint(value, 'keySchema', 'have length less than or equal to 2 and greater than or equal to 1');
  }
  if (first.KeyType !== 'HASH') {
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw validation('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  const attributeFor = ({ AttributeName }: JsonObject): KeyAttribute => {
    const found = attributes.find(({ name }) => name === AttributeName);
    if (found !== undefined) return found;
    const keys = entries.map((entry) => entry.AttributeName).join(', ');
    const defined = attributes.map(({ name }) => name).join(', ');
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys}], AttributeDefinitions: [${defined}]`,
    );
  };
  const partition = attributeFor(first);
  if (second === undefined) return { partition };
  if (second.AttributeName === first.AttributeName) {
    throw validation('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  return { partition, sort: attributeFor(second) };
}

export interface ReadIndex {
  readonly name: string;
  readonly keys: KeySchema;
  readonly projection: Projection;
}

/** @throws EngineError where it is no global index */
export function readIndex(value: unknown, attributes: readonly KeyAttribute[]): ReadIndex {
  const { IndexName, KeySchema, Projection } = object(value);
  const { ProjectionType: type, NonKeyAttributes } = object(Projection);
  if (type !== 'ALL' && type !== 'KEYS_ONLY' && type !== 'INCLUDE') {
    throw invalidParameter(`Unknown ProjectionType: ${String(type)}`);
  }
  const included = list(NonKeyAttributes).map(String);
  if (type === 'INCLUDE' && included.length === 0) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
  if (type !== 'INCLUDE' && included.length > 0) {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  return {
    name: readName(IndexName, 'globalSecondaryIndexes.1.member.indexName'),
    keys: readKeySchema(KeySchema, attributes),
    projection: { type, attributes: included },
  };
}

/** @throws EngineError where there are more indexes than a table has, or two of one name */
export function checkIndexes(indexes: readonly ReadIndex[]): void {
  if (indexes.length > mostIndexes) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${mostIndexes}`);
  }
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) < position);
  if (twice !== undefined) throw invalidParameter(`Duplicate index name: ${twice}`);
  const projected = indexes.reduce((sum, { projection }) => sum + projection.attributes.length, 0);
  if (projected > mostProjected) {
    throw invalidParameter(`Number of projected attributes exceeds the limit of ${mostProjected}`);
  }
}

/** @throws EngineError where an attribute is defined that no key uses */
export function checkAttributesUsed(attributes: readonly KeyAttribute[], schemas: readonly KeySchema[]): void {
  const used = new Set(schemas.flatMap(({ partition, sort }) => [partition.name, sort?.name]));
  if (attributes.every(({ name }) => used.has(name))) return;
  throw invalidParameter(
    'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  );
}

const viewTypes = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;

/** What a request wants of the stream; undefined where it says nothing. @throws EngineError for an unknown view */
export function readStreamView(value: unknown): StreamDefinition['viewType'] | 'off' | undefined {
  if (value === undefined || value === null) return undefined;
  const { StreamEnabled, StreamViewType } = object(value);
  if (StreamEnabled !== true) return 'off';
  const found = viewTypes.find((type) => type === StreamViewType);
  if (found === undefined) throw invalidParameter('StreamViewType is required when StreamEnabled is true');
  return found;
}
