import type { Stack, StackState } from './stack.ts';

/**
 * What another stack needs of this one's exports, and would lose.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function exportProblems(stacks: readonly Stack[], stack: Stack, to: StackState): readonly string[] {
  return stack.state.outputs.flatMap(({ exportName, value }) => {
    if (exportName === undefined) return [];
    const after = to.outputs.find((output) => output.exportName === exportName);
    if (after?.value === value) return [];
    const users = stacks.filter((other) => other !== stack && other.state.imports.includes(exportName));
    if (users.length === 0) return [];
    const verb = after === undefined ? 'deleted' : 'updated';
    return [
      `Cannot ${verb.replace(/d$/, '')} export ${exportName} as it is in use by ${users.map(({ name }) => name).join(', ')}`,
    ];
  });
}
