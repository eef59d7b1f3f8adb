/** A type-only import, one name a line where one line would be too long. */
export function importTypes(names: readonly string[], from: string): string {
  const line = `import type { ${names.join(', ')} } from '${from}';\n`;
  return line.length <= 121
    ? line
    : `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;
}

export const importValues = (names: readonly string[], from: string): string =>
  `import { ${names.join(', ')} } from '${from}';\n`;
