import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files by their names, each compressed by gzip and written in base64. */
export type CompressedFiles = Readonly<Record<string, string>>;

/** Before and after its servers, which are known where the document is asked for. */
export const openapiHead = 'openapi.head';
export const openapiTail = 'openapi.tail';

export const compressed = (content: Uint8Array | string): string => gzipSync(content, { level: 9 }).toString('base64');

/**
 * What describes an API, as its folder of generated files has it. The OpenAPI document is in two parts. In a bundle the module that calls this
 * is replaced by its result.
 */
export function compressedFiles(folder: string, names: readonly string[]): CompressedFiles {
  const files = names.flatMap((name): readonly (readonly [string, Uint8Array | string])[] => {
    const content = readFileSync(join(folder, name));
    return name === 'openapi.json' ? openapiParts(String(content)) : [[basename(name), content]];
  });
  return Object.fromEntries(files.map(([name, content]) => [name, compressed(content)]));
}

function openapiParts(text: string): readonly (readonly [string, string])[] {
  const { openapi, info, ...rest } = JSON.parse(text);
  return [
    [openapiHead, `${JSON.stringify({ openapi, info }).slice(0, -1)},`],
    [openapiTail, `,${JSON.stringify(rest).slice(1)}`],
  ];
}
