/** One mistake in a contract, where it stands and how to mend it. */
export interface Finding {
  readonly file: string;
  /** From 1; 0 when the file could not be read. */
  readonly line: number;
  readonly column: number;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly path: string;
  readonly rule: string;
  /** What was expected and what was received. */
  readonly message: string;
  readonly fix: string;
}

/** A finding of a rule, which knows the place by its pointer only. */
export type Draft = Pick<Finding, 'path' | 'rule' | 'message' | 'fix'>;

/** The contract cannot be used; `findings` holds every reason, by line. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(formatFindings(findings));
    this.findings = findings;
  }
}

/** What all of them read, or the findings of all. @throws ContractError */
export async function allFindings<const Read extends readonly unknown[]>(
  ...reads: { readonly [Index in keyof Read]: () => Promise<Read[Index]> }
): Promise<Read> {
  const results = await Promise.allSettled(reads.map((read) => read()));
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  const [failure] = failures;
  if (failures.length > 1 && failures.every((one) => one instanceof ContractError)) {
    throw new ContractError(failures.flatMap(({ findings }) => findings));
  }
  if (failures.length > 0) throw failure;
  return results.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as unknown as Read;
}

export interface FormatOptions {
  readonly color?: boolean;
}

/** Findings for a person: `file:line:column`, the rule, what is wrong, where in the document, and the fix. */
export function formatFindings(findings: readonly Finding[], { color = false }: FormatOptions = {}): string {
  const paint = (code: number, text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const places = findings.map(({ file, line, column }) => (line === 0 ? file : `${file}:${line}:${column}`));
  const widest = Math.max(...places.map(({ length }) => length));
  const longest = Math.max(...findings.map(({ rule }) => rule.length));
  const blocks = findings.map(({ path, rule, message, fix }, index) =>
    [
      `${paint(1, (places[index] ?? '').padEnd(widest))}  ${paint(31, rule.padEnd(longest))}  ${message}`,
      ...(path === '' ? [] : [`    at   ${paint(2, path)}`]),
      `    fix  ${fix}`,
    ].join('\n'),
  );
  return [...blocks, paint(1, count(findings.length, 'finding'))].join('\n');
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
