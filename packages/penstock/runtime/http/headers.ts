import type { SentParameters } from '../operation-contract.ts';

type Headers = Pick<SentParameters, 'headers' | 'multiValueHeaders'>;

/** Every value of a header, in the order received; names are compared without case (RFC 9110, 5.1). */
export function headerValues(event: Headers, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  for (const [key, values] of Object.entries(event.multiValueHeaders ?? {})) {
    if (key.toLowerCase() === wanted && values !== undefined) return values;
  }
  for (const [key, value] of Object.entries(event.headers ?? {})) {
    if (key.toLowerCase() === wanted && value !== undefined) return [value];
  }
  return [];
}

/** A header as one field value: repeated lines joined by commas (RFC 9110, 5.3). */
export function headerValue(event: Headers, name: string): string | undefined {
  const values = headerValues(event, name);
  return values.length === 0 ? undefined : values.join(', ');
}
