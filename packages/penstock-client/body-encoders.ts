import { definedEntries } from './defined-entries.ts';
import { styled, type Writer } from './styled.ts';

/** Writes a body that is no JSON. */
export type Encoder = (body: unknown) => string | FormData;

const fieldsOf = (body: unknown) => definedEntries<unknown>(Object(body));

/**
 * A body of application/x-www-form-urlencoded.
 *
 * @param writers of fields that are not written as `form`, exploded
 */
export const urlEncoded =
  (writers: Readonly<Record<string, Writer>> = {}): Encoder =>
  (body) =>
    fieldsOf(body)
      .map(([name, value]) => (writers[name] ?? styled(name, 'form'))(value))
      .filter((field) => field !== '')
      .join('&');

/**
 * A body of multipart/form-data: a file is a Blob, a list a part for each of its items.
 *
 * @param json fields that are one part of JSON each
 */
export const multipart =
  (json: readonly string[] = []): Encoder =>
  (body) => {
    const data = new FormData();
    for (const [name, value] of fieldsOf(body)) {
      const parts = json.includes(name) ? [JSON.stringify(value)] : [value].flat();
      for (const part of parts) data.append(name, part instanceof Blob ? part : String(part));
    }
    return data;
  };
