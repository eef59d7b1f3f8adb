import { show } from '../../json.ts';
import { about, directiveNode, type GraphRule, valuesOf } from '../outline.ts';

/** What may be kept for a while is read, not written. */
export const cacheControl: GraphRule = function* ({ schema, fields }) {
  for (const { coordinate, node, root } of fields) {
    const values = valuesOf(schema, 'cacheControl', node);
    if (values === undefined) continue;
    const { maxAge, inheritMaxAge } = values;
    const at = { coordinate, node: directiveNode(node, 'cacheControl') };
    if (root === 'mutation') {
      yield about('graph-cache', at, 'expected @cacheControl on what is read, received it on a mutation', 'Remove it.');
    } else if (maxAge == null && inheritMaxAge !== true) {
      const message = 'expected maxAge or inheritMaxAge: true in @cacheControl, received neither';
      yield about(
        'graph-cache',
        at,
        message,
        'Write the seconds, or remove @cacheControl: without it nothing is kept.',
      );
    } else if (maxAge != null && Number(maxAge) < 0) {
      yield about('graph-cache', at, `expected a maxAge of 0 or more, received ${show(maxAge)}`, 'Write the seconds.');
    }
  }
};
