import type { Draft } from '../finding.ts';
import { child } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { listedTypes, problemTypesOf } from '../problem-types.ts';
import { at, type Rule } from './rule.ts';

/** A problem that lists its types lists all that the operation can be answered with: clients are typed by it. */
export const problemTypes: Rule = function* ({ root, operations }) {
  for (const operation of operations) yield* unlisted(root, operation);
};

function* unlisted(root: Outline['root'], { label, responses }: OutlinedOperation): Iterable<Draft> {
  for (const [status, node] of responses) {
    if (/^[23]/.test(status)) continue;
    const schema = child(node, 'content', 'application/problem+json', 'schema');
    const listed = listedTypes(root, schema);
    const absent = problemTypesOf(status).filter((type) => listed !== undefined && !listed.includes(type));
    if (absent.length === 0) continue;
    const message = `${label}: expected the types of ${status} to hold ${absent.join(', ')}, received none of them`;
    yield at('problem-types', schema, message, 'Add them to the enum of type, or list no types.');
  }
}
