import type { BodyReader } from '../../operation-contract.ts';
import { decodeText } from './body-bytes.ts';
import { fitting } from './fitting.ts';
import { isText, readTexts } from './form-fields.ts';

/** `application/x-www-form-urlencoded`, as URLs have it (URL Standard, 5.1). */
export const formBody: BodyReader = {
  kind: 'form',
  read: (content, bytes) => {
    const texts = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(decodeText(bytes)))
      texts.set(name, [...(texts.get(name) ?? []), value]);
    const { value, findings } = readTexts((content.fields ?? []).filter(isText), texts);
    return fitting(value, content, findings);
  },
};
