import { segmentsOf } from '../../contract/node.ts';
import { above, type Mender, type Mending } from '../mending.ts';

/** A member that OpenAPI does not know there, or that is no address, is kept as an extension; one without a value goes, and a schema that is none is of anything. */
export const openapi: Mender = ({ draft, finding: { path, rule, message } }) => {
  if (/^expected .+, received null$/.test(message)) draft.remove(path, { rule });
  else if (path === '/components/schemas/$ref') draft.remove(path, { rule });
  else if (/^\/components\/schemas\/[^/]+$/.test(path) && message.startsWith('expected an object or a boolean'))
    draft.set(path, {}, { rule, review: true });
  else if (message.startsWith('expected a value that matches format "uri')) asAddress({ draft, path, rule });
  if (!/^expected (no member "|a value that matches format "email")/.test(message)) return;
  const name = segmentsOf(path).at(-1) ?? '';
  const value = draft.valueAt(path);
  draft.remove(path, { rule });
  if (/^\w[\w-]*$/.test(name)) draft.set(`${above(path)}/x-${name}`, value, { rule });
};

/** `https://api.{region}.example.com`: what a template has in braces is written as addresses have it. */
function asAddress({
  draft,
  path,
  rule,
}: Pick<Mending, 'draft'> & { readonly path: string; readonly rule: string }): void {
  const given = String(draft.valueAt(path));
  const written = encodeURI(given.trim()).replaceAll(/%25(?=[\dA-Fa-f]{2})/g, '%');
  if (written !== given) draft.set(path, written, { rule, review: true });
}
