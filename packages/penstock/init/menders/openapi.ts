import { segmentsOf } from '../../contract/node.ts';
import { above, type Mender } from '../mending.ts';

/** A member that OpenAPI does not know there is kept as an extension. */
export const openapi: Mender = ({ draft, finding: { path, rule, message } }) => {
  if (!/^expected no member "/.test(message)) return;
  const name = segmentsOf(path).at(-1) ?? '';
  const value = draft.valueAt(path);
  draft.remove(path, { rule });
  if (/^\w[\w-]*$/.test(name)) draft.set(`${above(path)}/x-${name}`, value, { rule });
};
