import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { contractFile } from '../contract/files.ts';
import type { Entity } from './entity.ts';
import type { Edit } from './scaffold.ts';

/** The file of a context's part of the contract. */
export const partFile = (context: string): string => `${dirname(contractFile)}/${context}.yaml`;

/** The file that has the operations of a context: its part, or the contract where it has none. */
export const fileOfContext = (root: string, context: string): string =>
  existsSync(join(root, partFile(context))) ? partFile(context) : contractFile;

/** An edit of a file of the contract, which any block style allows. */
export const contractEdit = (change: (text: string) => string, file: string = contractFile): Edit => ({
  file,
  change,
  otherwise: 'write the contract in block style',
});

/** A block as a part has it: what all operations share is in the contract's own file. */
export function inPart(block: string, { type }: Entity): string {
  const own = new Set([type, `${type}Id`, `${type}Name`, `New${type}`, `${type}Page`]);
  return block.replace(/'#\/components\/(\w+)\/(\w+)'/g, (reference: string, kind: string, name: string) =>
    own.has(name) ? reference : `'${basename(contractFile)}#/components/${kind}/${name}'`,
  );
}

/** What the contract says of something that a part has, under the same keys. */
export const referenceTo = (context: string, ...keys: readonly string[]): string =>
  `${keys.at(-1)}: { $ref: '${context}.yaml#${keys.map((key) => `/${encodeURI(segment(key))}`).join('')}' }`;

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
const segment = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
