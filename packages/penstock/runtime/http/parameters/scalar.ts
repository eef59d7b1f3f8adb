import type { ItemShape, ParameterValue, ScalarShape } from '../../operation-contract.ts';

/** What the value of a text is, undefined where it is none of the shape. */
const readers: Readonly<Record<ScalarShape, (text: string) => ParameterValue | undefined>> = {
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  integer: (text) => (/^-?\d+$/.test(text) ? safeInteger(Number(text)) : undefined),
  json: (text) => parseJson(text),
  null: (text) => (text === '' ? null : undefined),
  number: (text) => (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? finite(Number(text)) : undefined),
  string: (text) => text,
};

const names: Readonly<Record<ScalarShape, string>> = {
  boolean: 'true or false',
  integer: 'an integer',
  json: 'a JSON text',
  null: 'empty',
  number: 'a number',
  string: 'text',
};

const safeInteger = (value: number): number | undefined => (Number.isSafeInteger(value) ? value : undefined);
const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

function parseJson(text: string): ParameterValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws RangeError that says what was expected */
export function readScalar(shape: ItemShape, text: string): ParameterValue {
  const shapes = typeof shape === 'string' ? [shape] : shape.oneOf;
  for (const one of shapes) {
    const value = readers[one](text);
    if (value !== undefined) return value;
  }
  throw new RangeError(`must be ${shapes.map((one) => names[one]).join(' or ')}`);
}
