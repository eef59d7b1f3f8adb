import { type Node, node } from '../syntax.ts';
import { type Change, type Mutator, type Place, textOf } from './change.ts';

const only = ({ at }: Place, replacement: string): readonly Change[] => [{ site: at, replacement }];

export const booleans: Mutator = (place) =>
  place.at.type === 'BooleanLiteral' ? only(place, String(place.at.value !== true)) : [];

/** One more and one less: what a boundary is made of. */
export const numbers: Mutator = (place) => {
  const { at } = place;
  if (at.type === 'NumericLiteral') return [...only(place, String(Number(at.value) + 1)), ...only(place, less(at))];
  if (at.type !== 'BigIntLiteral') return [];
  const value = BigInt(String(at.value));
  return [...only(place, `${value + 1n}n`), ...only(place, `${value - 1n}n`)];
};

const less = ({ value }: Node): string => String(Number(value) - 1);

/** No text; and some, where there is none. */
export const texts: Mutator = (place) => {
  const { at, ancestors } = place;
  if (at.type === 'StringLiteral') return isLogged(place) ? [] : only(place, at.value === '' ? "'mutated'" : "''");
  if (at.type !== 'TemplateLiteral' || ancestors.at(-1)?.type === 'TaggedTemplateExpression') return [];
  return only(place, textOf(place, at) === '``' ? '`mutated`' : '``');
};

/** What a log line is called is for people to read, and no test is to hold it. */
function isLogged({ at, ancestors, source }: Place): boolean {
  const call = ancestors.at(-1);
  if (call?.type !== 'CallExpression' || (call.arguments as readonly Node[])[0] !== at) return false;
  const callee = node(call.callee);
  return /\blog\.(debug|info|warn|error)$/.test(source.slice(callee.start, callee.end));
}

/** No member; and one, where there is none. */
export const collections: Mutator = (place) => {
  const { at } = place;
  if (at.type === 'ArrayExpression') return only(place, isEmpty(at.elements) ? "['mutated']" : '[]');
  return at.type === 'ObjectExpression' && !isEmpty(at.properties) ? only(place, '{}') : [];
};

const isEmpty = (list: unknown): boolean => (list as readonly unknown[]).length === 0;
