/** A command of a `console` block, and what the document says it prints. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

/**
 * The steps of every `console` block under a heading of a Markdown text, or of all of it, in order. A `ts` block that
 * begins with `// /a/path.ts` is saved there.
 */
export function steps(markdown: string, heading: string): Step[] {
  const section = heading === '' ? markdown : markdown.split(/^## /m).find((text) => text.startsWith(heading));
  if (section === undefined) throw new Error(`the document has no section "${heading}"`);
  return [...section.matchAll(/^```(console|ts)\n(.*?)^```$/gms)].flatMap(([, kind, block = '']) =>
    kind === 'ts' ? saved(block) : block.split(/^\$ /m).slice(1).map(step),
  );
}

function saved(program: string): Step[] {
  const [, file] = /^\/\/ (\/\S+\.ts)\n/.exec(program) ?? [];
  return file === undefined ? [] : [{ command: `cat > ${file} <<'END'\n${program}END`, output: '' }];
}

function step(text: string): Step {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.endsWith('\\'));
  return {
    command: lines.slice(0, end + 1).join('\n'),
    output: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}

/** A shell script that runs the steps in one shell and prints a marker after each. */
export const script = (all: readonly Step[], marker: string): string =>
  all.map(({ command }) => `${command}\nprintf '\\n${marker}\\n'`).join('\n');

/** Puts a name in the place of what differs from run to run. */
export function normalized(text: string): string {
  return text
    .replace(/\r/g, '')
    .replace(/ord_[0-9a-z]{26}/g, 'ord_ID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\bord_ID_\d+/g, 'EVENT_ID')
    .replace(/"remaining":\d+/g, '"remaining":LEFT')
    .replace(/^(date|Date): .*$/gm, 'date: DATE')
    .trim();
}
