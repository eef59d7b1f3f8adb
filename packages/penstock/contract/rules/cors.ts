import { corsFaults } from '../cors.ts';
import { asObject, asStrings } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';

/** The pages that may call the API are named as browsers name them, and can be answered. */
export const cors: Rule = function* ({ root }) {
  const declared = child({ value: root, pointer: '' } satisfies Node, 'x-penstock-cors');
  const origins = child(declared, 'origins');
  const { credentials } = asObject(declared.value);
  const faults = corsFaults({ origins: asStrings(origins.value), credentials: credentials === true });
  for (const { index, expected, received, fix } of faults) {
    const place = index === undefined ? origins : child(origins, index);
    yield at('cors', place, `expected ${expected}, received ${received}`, fix);
  }
};
