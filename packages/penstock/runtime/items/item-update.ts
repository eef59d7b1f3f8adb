import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { toAttribute } from '../aws/attribute-value.ts';
import { changeSets, changeValues } from '../outbox/item-change.ts';
import { type Item, receiptVersion } from './item-layout.ts';
import { eventMark, type Stamp } from './stored-item.ts';

/** Which versions a change is meant for. */
export type Expected = 'any' | readonly number[];

/** A change of an item in DynamoDB's terms. A placeholder `#name` stands for the attribute of that name. */
export interface ItemUpdate {
  /** Clauses of SET beside those that make a new version. */
  readonly sets: readonly string[];
  readonly removes?: readonly string[];
  /** All must hold. That the item exists is asked in any case. */
  readonly conditions: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  /** Who makes a new version of the item, and the event that it is; without it the version stays, and nothing is published. */
  readonly version?: { readonly stamp: Stamp; readonly event: string };
  readonly expected?: Expected;
  /** Kept in the item under this name, together with the new version. */
  readonly receipt?: { readonly name: string; readonly value: object };
}

export type UpdateExpression = Required<
  Pick<
    UpdateItemCommandInput,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  >
>;

/** A version that no item has: the condition fails and shows the item. */
const NO_VERSION = -1;

export function updateExpression(update: ItemUpdate, region: string): UpdateExpression {
  const { sets, removes = [], conditions, version, expected = 'any', receipt } = update;
  const versions = expected === 'any' ? [] : expected.length === 0 ? [NO_VERSION] : expected;
  const versionValues = valueList('expected', versions);
  const receiptSets =
    receipt === undefined ? [] : ['#receipt = :receipt', `${receiptVersion(receipt.name)} = #version + :one`];
  const removal = removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`;
  const UpdateExpression = `SET ${[...(version ? changeSets : []), ...sets, ...receiptSets].join(', ')}${removal}`;
  const ConditionExpression = [
    'attribute_exists(pk)',
    ...conditions,
    ...(versions.length === 0 ? [] : [`#version ${isOneOf(versionValues)}`]),
  ].join(' AND ');
  return {
    UpdateExpression,
    ConditionExpression,
    ExpressionAttributeNames: namesIn(`${UpdateExpression} ${ConditionExpression}`, receipt?.name),
    ExpressionAttributeValues: {
      ...(version && changeValuesOf(version, region)),
      ...attributes({ ...update.values, ...versionValues, ...(receipt && { ':receipt': receipt.value }) }),
    },
  };
}

/** Placeholders for values, by one name: what `isOneOf` compares with. */
export const valueList = (name: string, values: readonly (string | number)[]): Record<string, string | number> =>
  Object.fromEntries(values.map((value, index) => [`:${name}${index}`, value]));

export const isOneOf = (values: Readonly<Record<string, unknown>>): string => `IN (${Object.keys(values).join(', ')})`;

const changeValuesOf = ({ stamp, event }: NonNullable<ItemUpdate['version']>, region: string): Item =>
  changeValues({ at: stamp.at, requestId: stamp.requestId, event: eventMark(event, stamp), region });

const attributes = (values: Readonly<Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toAttribute(value)]));

/** The placeholders that are used; DynamoDB refuses one that is declared and not used. */
function namesIn(text: string, receipt: string | undefined): Record<string, string> {
  const used = new Set(text.match(/#\w+/g));
  return Object.fromEntries(
    [...used].map((name) => [name, name === '#receipt' && receipt !== undefined ? receipt : name.slice(1)]),
  );
}
