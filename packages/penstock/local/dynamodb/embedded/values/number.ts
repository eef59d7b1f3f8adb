import { validation } from '../errors.ts';

/** `digits` times ten to the power of `exponent`; no digit at the end of `digits` is zero, and zero is 0 and 0. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * Limits of DynamoDB's numbers: significant digits, and the power of ten of the first of them.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-number
 */
const mostDigits = 38;
const highestMagnitude = 125;
export const lowestMagnitude = -130;

const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** @throws EngineError where the text is no number, or one that DynamoDB does not store */
export function parseNumber(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = form.exec(text) ?? [];
  if (whole.length + fraction.length === 0) {
    const shown = text === '' ? '' : `: ${text}`;
    throw validation(`The parameter cannot be converted to a numeric value${shown}`);
  }
  const digits = BigInt(whole + fraction);
  return checked(sign === '-' ? -digits : digits, Number(exponent) - fraction.length);
}

/** @throws EngineError where the result is a number that DynamoDB does not store */
export function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return checked(scaled(a, exponent) + scaled(b, exponent), exponent);
}

export function negated({ digits, exponent }: Decimal): Decimal {
  return { digits: -digits, exponent };
}

/** Negative, zero or positive, as of a sort function. */
export function compareNumbers(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Plain digits, without an exponent: the form in which DynamoDB gives numbers back. */
export function formatNumber({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = magnitudeOf(digits);
  if (exponent >= 0) return sign + text + '0'.repeat(exponent);
  const padded = text.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The significant digits, without sign. */
export function magnitudeOf(digits: bigint): string {
  return String(digits < 0n ? -digits : digits);
}

function checked(all: bigint, scale: number): Decimal {
  if (all === 0n) return { digits: 0n, exponent: 0 };
  const text = magnitudeOf(all);
  const zeros = text.length - text.replace(/0+$/, '').length;
  const exponent = scale + zeros;
  const significant = text.length - zeros;
  const magnitude = exponent + significant - 1;
  if (significant > mostDigits) throw validation('Attempting to store more than 38 significant digits in a Number');
  if (magnitude > highestMagnitude) {
    throw validation('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (magnitude < lowestMagnitude) {
    throw validation('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  return { digits: all / 10n ** BigInt(zeros), exponent };
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
