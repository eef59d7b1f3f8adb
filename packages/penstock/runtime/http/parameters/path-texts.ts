import { decoded } from './decoded.ts';

export interface PathText {
  readonly raw: string;
  readonly decode: (text: string) => string;
}

/**
 * The part of the path that a parameter is, as it was sent where that can be found: the gateway decodes it, and then a
 * delimiter cannot be told from a character of a value. Parts are counted from the end, for a base path may be in front.
 */
export function pathText(path: string, template: string, name: string, value: string): PathText {
  const [sent, parts] = [path.split('/'), template.split('/')];
  const fromEnd = parts.length - parts.indexOf(`{${name}}`);
  const raw = sent[sent.length - fromEnd];
  if (raw !== undefined && decoded(raw) === value) return { raw, decode: decoded };
  return { raw: value, decode: (text) => text };
}
