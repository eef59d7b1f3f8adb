/** A text in quotes or a regular expression as the compiler writes them: either may hold anything. */
const literals = String.raw`"(?:[^"\\]|\\.)*"|(?<=[=(,:] ?)\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*`;

/**
 * Replaces what a pattern finds in the code of a validator, and never within a literal. The pattern has one group, which is
 * what `change` gets beside all that was found.
 */
export function replaceInCode(code: string, pattern: RegExp, change: (found: string, group: string) => string): string {
  const literalOrFound = new RegExp(`${literals}|${pattern.source}`, 'g');
  return code.replaceAll(literalOrFound, (found, group: string | undefined) =>
    group === undefined ? found : change(found, group),
  );
}
