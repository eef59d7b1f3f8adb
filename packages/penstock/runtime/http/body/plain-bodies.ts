import { uncarried } from '../../characters.ts';
import { findingAt, wholeBody } from '../../core/findings.ts';
import type { BodyReader } from '../../operation-contract.ts';
import { decodeText } from './body-bytes.ts';
import { fitting } from './fitting.ts';

/** Text, of a type that is not JSON. */
export const textBody: BodyReader = {
  kind: 'text',
  read: (content, bytes) => {
    const text = decodeText(bytes);
    const detail = uncarried(text);
    return fitting(text, content, detail === undefined ? [] : [findingAt(wholeBody, detail)]);
  },
};

/** Bytes, which no schema is about. */
export const bytesBody: BodyReader = { kind: 'bytes', read: (_, bytes) => new Uint8Array(bytes) };
