/**
 * Edits of YAML as text: comments, quotes and line breaks of the rest stay as they are. Mappings are in block style with
 * two spaces a level, as this kit's contracts are; `{}` for an empty one is understood.
 */

/** Adds lines at the end of the mapping or list at a path of keys; keys that are missing are made. */
export function addTo(text: string, path: readonly string[], block: string): string {
  const lines = text.split('\n');
  let from = 0;
  let end = lines.length;
  for (const [depth, key] of path.entries()) {
    const indent = '  '.repeat(depth);
    const at = lines.findIndex(
      (line, index) => index >= from && index < end && new RegExp(`^${indent}${escaped(key)}:(\\s|$)`).test(line),
    );
    if (at < 0) return withLines(lines, endOf(lines, from, end), missing(path.slice(depth), depth, block));
    lines[at] = (lines[at] ?? '').replace(/:\s*(\{\}|\[\])\s*$/, ':');
    from = at + 1;
    end = blockEnd(lines, from, indent.length);
  }
  return withLines(lines, endOf(lines, from, end), indented(block, path.length));
}

/** Whether there is something at a path of keys. */
export function has(text: string, path: readonly string[]): boolean {
  const lines = text.split('\n');
  let from = 0;
  let end = lines.length;
  for (const [depth, key] of path.entries()) {
    const pattern = new RegExp(`^${'  '.repeat(depth)}${escaped(key)}:(\\s|$)`);
    const at = lines.findIndex((line, index) => index >= from && index < end && pattern.test(line));
    if (at < 0) return false;
    from = at + 1;
    end = blockEnd(lines, from, depth * 2);
  }
  return true;
}

const escaped = (key: string): string => key.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The first line after a block whose key is indented so far. A list may be as far out as its key. */
function blockEnd(lines: readonly string[], from: number, indent: number): number {
  const outside = (line: string) =>
    line.trim() !== '' && line.search(/\S/) <= indent && !line.slice(indent).startsWith('- ');
  const end = lines.findIndex((line, index) => index >= from && outside(line));
  return end < 0 ? lines.length : end;
}

/** Blank lines between this block and the next stay between them. */
function endOf(lines: readonly string[], from: number, end: number): number {
  let last = end;
  while (last > from && (lines[last - 1] ?? '').trim() === '') last -= 1;
  return last;
}

const indented = (block: string, depth: number): readonly string[] =>
  block.split('\n').map((line) => (line === '' ? '' : `${'  '.repeat(depth)}${line}`));

const missing = (keys: readonly string[], depth: number, block: string): readonly string[] => [
  ...keys.map((key, index) => `${'  '.repeat(depth + index)}${key}:`),
  ...indented(block, depth + keys.length),
];

const withLines = (lines: readonly string[], at: number, added: readonly string[]): string =>
  [...lines.slice(0, at), ...added, ...lines.slice(at)].join('\n');
