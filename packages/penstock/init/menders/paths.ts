import { asArray, asObject, isObject, type JsonObject } from '../../contract/json.ts';
import { escapeSegment, segmentsOf } from '../../contract/node.ts';
import type { ContractDraft, Writing } from '../draft.ts';
import type { Mender, Mending } from '../mending.ts';
import { outlined } from '../outlined.ts';
import { describeWhole, isTogether, mixedSegments } from './whole-segments.ts';

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options', 'trace'];

/** Paths that API Gateway takes, where another way to write one says the same. */
export const paths: Mender = (mending) => {
  const { draft, finding } = mending;
  const [, path] = segmentsOf(finding.path);
  if (path === undefined || draft.isRenamed(`/paths/${escapeSegment(path)}`)) return;
  oneVariable(mending, path);
  routable(mending, path);
};

/** A variable's name is nothing that callers see: where API Gateway takes one of two, they get one name. */
function oneVariable(mending: Mending, path: string): void {
  const [, parent = '', was, is] =
    / below (.+), received \{(.+)\} beside \{(.+)\}$/.exec(mending.finding.message) ?? [];
  if (was === undefined || is === undefined) return;
  if (!path.includes(`{${is}}`)) {
    if (isName(was)) move(mending, path, new Map([[was, is]]), path);
    return;
  }
  // A path that has the name elsewhere keeps its own: the others take it.
  const { draft, source } = mending;
  const begins = `${parent === '/' ? '' : parent}/{${is}}`;
  for (const other of Object.keys(asObject(source.root.paths))) {
    const isBeside = other === begins || other.startsWith(`${begins}/`);
    if (!isBeside || other.includes(`{${was}}`) || draft.isRenamed(`/paths/${escapeSegment(other)}`)) continue;
    move(mending, other, new Map([[is, was]]), other);
  }
}

/** A slash too many is left out, which callers see; `{id|slug}` gets a name that is one, which they don't. */
function routable(mending: Mending, path: string): void {
  if (!mending.finding.message.startsWith('expected segments that are a name')) return;
  if (wholeSegments(mending, path)) return;
  const names = [...path.matchAll(/(?<=\/)\{([^{}/]+)\}(?=\/|$)/g)].map(([, name = '']) => name);
  const odd = names.filter((name) => !isName(name));
  const renamed = new Map(
    odd.map((name) => [
      name,
      name
        .split(/[^A-Za-z0-9]+/)
        .filter(Boolean)
        .join('_'),
    ]),
  );
  if ([...renamed.values()].some((name) => name === '' || names.includes(name))) return;
  // Some documents tell two paths apart by characters that nobody sees.
  const plain = path
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '');
  if (plain !== path || odd.length > 0) move(mending, path, renamed, plain);
}

/** A part of text and variables becomes one variable: `/{id}.json` is asked for as before. Whether there were such. */
function wholeSegments(mending: Mending, path: string): boolean {
  const { draft, source, finding } = mending;
  const mixed = mixedSegments(path) ?? [];
  const pointer = `/paths/${escapeSegment(path)}`;
  const places = [pointer, ...methods.map((method) => `${pointer}/${method}`)];
  if (mixed.length === 0 || !mixed.every((one) => places.every((place) => isTogether(mending, place, one))))
    return false;
  const variableOf = (part: string) => mixed.find((one) => one.part === part);
  const renamed = path
    .split('/')
    .map((part) => (variableOf(part) ? `{${variableOf(part)?.name}}` : part))
    .join('/');
  // Where the gateway has a variable already, it can't tell the two apart.
  const others = [...Object.keys(asObject(source.root.paths)), ...draft.newNamesIn('/paths')];
  if (others.some((other) => anyVariable(other) === anyVariable(renamed))) return false;
  draft.rename(pointer, renamed, { rule: finding.rule, review: true });
  for (const one of mixed) for (const place of places) describeWhole(mending, place, one);
  return true;
}

const anyVariable = (path: string): string => path.replaceAll(/\{[^{}]*\}/g, '{}');

const isName = (variable: string): boolean => /^[A-Za-z0-9._$:-]+$/.test(variable);

/** The path under another name, its variables too; where that is there already, the methods that it lacks. */
function move(mending: Mending, path: string, variables: ReadonlyMap<string, string>, plain: string): void {
  const { draft, finding } = mending;
  let renamed = plain;
  for (const [was, is] of variables) renamed = renamed.replace(`{${was}}`, `{${is}}`);
  const pointer = `/paths/${escapeSegment(path)}`;
  const there = `/paths/${escapeSegment(renamed)}`;
  const isThere = draft.valueAt(there) !== undefined;
  if (isThere && !canJoin(mending, draft.valueAt(pointer), draft.valueAt(there))) return;
  for (const place of [pointer, ...methods.map((method) => `${pointer}/${method}`)])
    for (const [was, is] of variables) renameIn(mending, place, was, is);
  const writing = { rule: finding.rule, review: plain !== path };
  if (isThere) draft.atEndOfRound(() => join(draft, pointer, there, writing));
  else draft.rename(pointer, renamed, writing);
}

const methodsOf = (item: unknown): readonly string[] =>
  methods.filter((method) => asObject(item)[method] !== undefined);

/** Whether no method is there twice, nothing but methods and parameters would have to move, and what is there asks for no more. */
function canJoin({ source }: Mending, item: unknown, other: unknown): boolean {
  const taken = methodsOf(other);
  const isMovable = (name: string) => name === 'parameters' || (methods.includes(name) && !taken.includes(name));
  const own = new Set(asArray(asObject(item).parameters).map((one) => JSON.stringify(one)));
  const isAsked = ({ $ref, ...rest }: JsonObject) =>
    own.has(JSON.stringify($ref === undefined ? rest : { $ref })) ||
    asObject(typeof $ref === 'string' ? targetOf(source.root, $ref) : rest).in === 'path';
  return (
    isObject(item) &&
    isObject(other) &&
    Object.keys(item).every(isMovable) &&
    asArray(other.parameters).map(asObject).every(isAsked)
  );
}

function join(draft: ContractDraft, pointer: string, there: string, writing: Writing): void {
  const item = asObject(draft.valueAt(pointer));
  for (const method of methodsOf(item)) {
    const operation = asObject(item[method]);
    const parameters = [...asArray(item.parameters), ...asArray(operation.parameters)];
    draft.set(`${there}/${method}`, { ...operation, ...(parameters.length > 0 && { parameters }) }, writing);
  }
  draft.remove(pointer, writing);
}

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
  const operation = outlined(source.root).operations.find(({ label }) => message.startsWith(`${label}: `));
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
