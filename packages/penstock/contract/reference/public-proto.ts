import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An option of the kit in a file of the services, to the end of its braces; none of its values has a brace in a text. */
const policy = /[ \t]*option \(penstock\.\w+\)[^{};]*/;

/** A file of the services without what the stack is made of: callers learn of a throttle by 429. */
export function publicProto(folder: string, file: string): string {
  const text = readFileSync(join(folder, file), 'utf8').replace(/^import "penstock\/options\.proto";\r?\n/m, '');
  return withoutPolicies(text);
}

function withoutPolicies(text: string): string {
  const found = policy.exec(text);
  if (found === null) return text;
  const end = endOfStatement(text, found.index + found[0].length);
  return withoutPolicies(text.slice(0, found.index) + text.slice(end).replace(/^[ \t]*\r?\n/, ''));
}

/** After the semicolon that no brace encloses. */
function endOfStatement(text: string, start: number): number {
  let depth = 0;
  for (let position = start; position < text.length; position += 1) {
    const character = text[position];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === ';' && depth === 0) return position + 1;
  }
  return text.length;
}
