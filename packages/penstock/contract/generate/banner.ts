import type { Contract } from '../model.ts';

/** The first line of every generated file. */
export function banner({ title, version }: Contract): string {
  return `// Generated from the contract (${title} ${version}) by \`npm run generate\`. Change the contract, not this file.\n`;
}
