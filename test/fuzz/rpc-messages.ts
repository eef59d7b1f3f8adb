import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { anyId, sku } from './graph-documents.ts';

/** A message as JSON, with values that fit its fields and that do not. */
export const messageOf = (message: DescMessage, ids: readonly string[]): fc.Arbitrary<object> =>
  fc.record(
    Object.fromEntries(
      message.fields.map((field) => [
        field.jsonName,
        fc.oneof({ weight: 9, arbitrary: anyOf(field, ids) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) }),
      ]),
    ),
    { requiredKeys: message.fields.filter(({ jsonName }) => jsonName === 'orderId').map(({ jsonName }) => jsonName) },
  );

function anyOf(field: DescField, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (field.fieldKind === 'list') {
    const item: fc.Arbitrary<unknown> = field.message === undefined ? fc.string() : messageOf(field.message, ids);
    return fc.array(item, { maxLength: 3 });
  }
  if (field.message !== undefined) return messageOf(field.message, ids);
  if (field.enum !== undefined) return fc.constantFrom(...field.enum.values.map(({ name }) => name), 7, -1);
  return field.scalar === ScalarType.STRING ? textFor(field.jsonName, ids) : fc.integer({ min: -1, max: 101 });
}

const anyText = fc.string({ maxLength: 12, unit: 'binary' });

const textFor = (name: string, ids: readonly string[]): fc.Arbitrary<string> => {
  if (name === 'orderId') return anyId(ids);
  if (name === 'currency') return fc.constantFrom('EUR', 'USD', 'eur');
  return name === 'sku' ? sku : anyText;
};
