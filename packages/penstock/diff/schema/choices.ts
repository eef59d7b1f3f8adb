import { asObject, type JsonObject } from '../../contract/json.ts';
import { child, type Node, resolve } from '../../contract/node.ts';
import type { Found } from '../change.ts';
import { narrowed, type Views, widened } from './pair.ts';
import type { View } from './view.ts';

/** `oneOf` and `anyOf`: branches that went, that came, and that stayed. */
export function compareChoices(views: Views): readonly Found[] {
  const { before, after } = views;
  const [was, is] = [keywordOf(before), keywordOf(after)];
  if (was !== undefined && is !== undefined && was !== is) {
    const said = `${was} became ${is}`;
    return [
      is === 'anyOf' ? widened(views, said) : narrowed(views, said),
      ...compareBranches(views, is, before[was], after[is]),
    ];
  }
  return [
    ...compareBranches(views, 'oneOf', before.oneOf, after.oneOf),
    ...compareBranches(views, 'anyOf', before.anyOf, after.anyOf),
  ];
}

/** Where there are alternatives under one of the two alone. */
function keywordOf({ oneOf, anyOf }: View): 'oneOf' | 'anyOf' | undefined {
  if (oneOf.length > 0 === anyOf.length > 0) return undefined;
  return oneOf.length > 0 ? 'oneOf' : 'anyOf';
}

function compareBranches(views: Views, keyword: string, was: readonly Node[], is: readonly Node[]): readonly Found[] {
  if (was.length === 0 && is.length === 0) return [];
  if (was.length === 0) return [narrowed(views, `now has to fit ${keyword}`)];
  if (is.length === 0) return [widened(views, `need not fit ${keyword} any more`)];
  const { roots } = views;
  const before = new Map(was.map((node) => [nameOf(roots.base, node), node]));
  const after = new Map(is.map((node) => [nameOf(roots.head, node), node]));
  const gone = [...before].filter(([name]) => !after.has(name));
  const came = [...after].filter(([name]) => !before.has(name));
  const kept = [...before].flatMap(([name, node]) => compareKept(views, `/${keyword}`, node, after.get(name)));
  const [[, left] = [], [, right] = []] = [gone[0], came[0]];
  // One for one: the branch was changed rather than exchanged.
  if (gone.length === 1 && came.length === 1) return [...kept, ...compareKept(views, `/${keyword}`, left, right)];
  return [
    ...kept,
    ...gone.map(([name]) => narrowed(views, `${keyword} has no ${name} any more`)),
    ...came.map(([name]) => widened(views, `${keyword} has ${name}, which is new`)),
  ];
}

function compareKept(views: Views, name: string, base?: Node, head?: Node): readonly Found[] {
  return base === undefined || head === undefined ? [] : views.inner(name, [base], [head]);
}

/** What tells a branch from the others: its component, its title, or what it is. */
function nameOf(root: JsonObject, node: Node): string {
  const { $ref, title } = asObject(node.value);
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? $ref;
  if (typeof title === 'string') return title;
  const type = child(resolve(root, node), 'type').value;
  return typeof type === 'string' && ['object', 'array'].includes(type) === false ? type : JSON.stringify(node.value);
}
