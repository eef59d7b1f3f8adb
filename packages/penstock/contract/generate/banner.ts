import type { Contract } from '../model.ts';
import { commented } from './literal.ts';

/** The first line of every generated file. */
export function banner({ title, version }: Contract): string {
  return `// Generated from the contract (${commented(`${title} ${version}`)}) by \`npm run generate\`. Change the contract, not this file.\n`;
}
