import { segmentsOf } from '../../contract/node.ts';
import { above, type Mender } from '../mending.ts';

/** A member that OpenAPI does not know there is kept as an extension; one without a value goes, and a schema that is none is of anything. */
export const openapi: Mender = ({ draft, finding: { path, rule, message } }) => {
  if (/^expected .+, received null$/.test(message)) draft.remove(path, { rule });
  else if (path === '/components/schemas/$ref') draft.remove(path, { rule });
  else if (/^\/components\/schemas\/[^/]+$/.test(path) && message.startsWith('expected an object or a boolean'))
    draft.set(path, {}, { rule, review: true });
  if (!/^expected no member "/.test(message)) return;
  const name = segmentsOf(path).at(-1) ?? '';
  const value = draft.valueAt(path);
  draft.remove(path, { rule });
  if (/^\w[\w-]*$/.test(name)) draft.set(`${above(path)}/x-${name}`, value, { rule });
};
