export interface TableOptions {
  /** Headings of the columns that are aligned right. */
  readonly right?: readonly string[];
  /** Whether headings are bold, on a terminal that can show it. */
  readonly color?: boolean;
}

/** Rows under their headings, each column as wide as its widest cell. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], color = false }: TableOptions = {},
): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right.includes(headings[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [head = '', ...body] = [headings, ...rows].map(line);
  return [color ? `\u001b[1m${head}\u001b[0m` : head, ...body].join('\n');
}
