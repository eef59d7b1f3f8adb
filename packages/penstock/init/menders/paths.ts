import { asArray, asObject, isObject } from '../../contract/json.ts';
import { escapeSegment, segmentsOf } from '../../contract/node.ts';
import { type Mender, type Mending, operationsOf } from '../mending.ts';

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options', 'trace'];

/** A variable's name is nothing that callers see: where API Gateway takes one of two, they get one name. */
export const paths: Mender = (mending) => {
  const { draft, finding } = mending;
  const [, was, is] = /, received \{(.+)\} beside \{(.+)\}$/.exec(finding.message) ?? [];
  const [, path = ''] = segmentsOf(finding.path);
  if (was === undefined || is === undefined || path.includes(`{${is}}`)) return;
  const renamed = path.replace(`{${was}}`, `{${is}}`);
  if (draft.valueAt(`/paths/${escapeSegment(renamed)}`) !== undefined) return;
  const pointer = `/paths/${escapeSegment(path)}`;
  if (draft.isRenamed(pointer)) return;
  for (const place of [pointer, ...methods.map((method) => `${pointer}/${method}`)]) renameIn(mending, place, was, is);
  draft.rename(pointer, renamed, { rule: finding.rule, review: false });
};

/** Parameters in place get the name; one that others share is written in place. */
function renameIn({ draft, source, finding: { rule } }: Mending, place: string, was: string, is: string): void {
  for (const [index, given] of asArray(draft.valueAt(`${place}/parameters`)).entries()) {
    const { $ref } = asObject(given);
    const shared = typeof $ref === 'string' ? targetOf(source.root, $ref) : given;
    if (!isObject(shared) || shared.in !== 'path' || shared.name !== was) continue;
    if ($ref === undefined) draft.set(`${place}/parameters/${index}/name`, is, { rule });
    else draft.set(`${place}/parameters/${index}`, { ...shared, name: is }, { rule });
  }
}

const targetOf = (root: unknown, $ref: string): unknown =>
  segmentsOf(decodeURIComponent($ref.slice(1))).reduce((at, segment) => (isObject(at) ? at[segment] : undefined), root);

/** Path parameters that the path does not have, and variables that no parameter describes. */
export const pathParameters: Mender = ({ draft, source, finding: { rule, message, path } }) => {
  const [, absent] = /expected the path parameter "(.+)" to be declared, received none$/.exec(message) ?? [];
  const operation = operationsOf(source.root).find(({ label }) => message.startsWith(`${label}: `));
  if (operation === undefined) return;
  const { pointer } = operation.node;
  const list = `${pointer}/parameters`;
  if (absent !== undefined) {
    const described = { name: absent, in: 'path', required: true, schema: { type: 'string', maxLength: 256 } };
    draft.set(list, [...asArray(draft.valueAt(list)), described], { rule, review: true });
  }
  const [, spare] = /expected path parameters of .+ only, received "(.+)"$/.exec(message) ?? [];
  if (spare !== undefined) draft.remove(placeOf(draft.valueAt(list), source.root, list, spare) ?? path, { rule });
};

function placeOf(listed: unknown, root: unknown, list: string, name: string): string | undefined {
  const index = asArray(listed).findIndex((given) => {
    const { $ref } = asObject(given);
    return asObject(typeof $ref === 'string' ? targetOf(root, $ref) : given).name === name;
  });
  return index < 0 ? undefined : `${list}/${index}`;
}
