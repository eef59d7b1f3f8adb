import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { Scalar } from './resolvers.ts';

/** Full-date, full-time and an offset (RFC 3339, 5.6). */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

const scalar = <Value>(what: string, fits: (value: unknown) => value is Value): Scalar => {
  const checked = (value: unknown): Value => {
    if (fits(value)) return value;
    throw new GraphQLError(`Expected ${what}.`);
  };
  return { coerceOutputValue: checked, coerceInputValue: checked };
};

/** What the kit's scalars are; the contract adds their definitions to an SDL that names them. */
const kitScalars: Readonly<Record<string, Scalar>> = {
  DateTime: scalar('a date and time with its offset, as in 2026-11-29T12:00:00Z', isDateTime),
  SafeInt: scalar('an integer from -(2^53 - 1) to 2^53 - 1', (value): value is number => Number.isSafeInteger(value)),
};

function isDateTime(value: unknown): value is string {
  return typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}

/** Gives a scalar of the schema what it is: the app's own, or the kit's. */
export function implementScalar(type: GraphQLScalarType, own: Scalar | undefined): void {
  const found = own ?? kitScalars[type.name];
  if (found === undefined) throw new Error(`The resolvers have no scalar ${type.name}`);
  const { coerceOutputValue, coerceInputValue } = found;
  Object.assign(type, {
    coerceOutputValue,
    coerceInputValue,
    coerceInputLiteral: (node: ValueNode) => coerceInputValue(literalValue(node)),
  });
}

function literalValue(node: ValueNode): unknown {
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return node.kind === Kind.STRING || node.kind === Kind.BOOLEAN ? node.value : undefined;
}
