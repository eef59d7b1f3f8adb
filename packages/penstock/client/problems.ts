import { quoted } from '../contract/generate/literal.ts';
import type { Contract, Operation } from '../contract/model.ts';
import { listedTypes, problemTypesOf } from '../contract/problem-types.ts';

const every = new Set(problemTypesOf('default'));

/** The types of an operation's problems, by status: those that the contract lists, `string` where it lists none. */
function typesByStatus(
  { document }: Contract,
  operation: Operation,
): readonly (readonly [string, readonly string[]])[] {
  return problemsOf(operation).map(({ status, contents: [content] }) => {
    const listed = content && listedTypes(document, { value: content.schema, pointer: '' });
    const ofStatus = new Set(problemTypesOf(status));
    // One list serves all statuses; each has its own of what Penstock itself reports.
    const types = listed?.filter((type) => ofStatus.has(type) || !every.has(type));
    return [status, types === undefined ? ['string'] : types.map(quoted)];
  });
}

const problemsOf = ({ responses }: Operation) => responses.filter(({ status }) => !/^[23]/.test(status));

/** `ProblemTypes` and `ProblemStatuses`, under the names that they have in the file. */
export function problemTypes(contract: Contract, names: { readonly types: string; readonly statuses: string }): string {
  const byStatus = new Map<string, Set<string>>();
  for (const [status, types] of contract.operations.flatMap((operation) => typesByStatus(contract, operation))) {
    byStatus.set(status, new Set([...(byStatus.get(status) ?? []), ...types]));
  }
  const statuses = [...byStatus.keys()].sort();
  return [
    '/** The types of problems by the status that they come with. */\n',
    `export interface ${names.types} {\n`,
    ...statuses.map((status) => `  readonly ${key(status)}:${union([...(byStatus.get(status) ?? [])])};\n`),
    '}\n\n/** The statuses of the problems of each operation. */\n',
    `export interface ${names.statuses} {\n`,
    ...contract.operations.map(
      (operation) =>
        `  readonly ${operation.operationId}:${union(problemsOf(operation).map(({ status }) => key(status)))};\n`,
    ),
    '}\n',
  ].join('');
}

const key = (status: string): string => (/^\d+$/.test(status) ? status : quoted(status));

/** On one line where it fits, with the member before it. */
function union(types: readonly string[]): string {
  const line = ` ${types.join(' | ')}`;
  return line.length <= 90 ? line : types.map((type) => `\n    | ${type}`).join('');
}
