import { node } from '../syntax.ts';
import { type Change, edited, type Mutator, type Place, swaps, textOf } from './change.ts';

const arithmetic = new Map([...swaps(['+', '-'], ['*', '/'], ['&', '|'], ['<<', '>>']), ['%', '*'], ['**', '*']]);
const assignment = new Map([
  ...swaps(['+=', '-='], ['*=', '/='], ['<<=', '>>='], ['&=', '|='], ['&&=', '||=']),
  ['??=', '&&='],
]);
const logical = new Map([...swaps(['&&', '||']), ['??', '&&']]);
const unary = swaps(['+', '-']);
const comparison: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '===': ['!=='],
  '!==': ['==='],
  in: [],
  instanceof: [],
};

const both = ({ at }: Place): readonly Change[] => ['true', 'false'].map((replacement) => ({ site: at, replacement }));

/** `a op b` with another operator; the operands in parentheses, so that `??` may stand beside `&&`. */
function withOperator(place: Place, operator: string): Change {
  const { at } = place;
  const left = textOf(place, node(at.left));
  const right = textOf(place, node(at.right));
  return { site: at, replacement: `(${left}) ${operator} (${right})` };
}

const isText = ({ type }: { readonly type: string }): boolean => type === 'StringLiteral' || type === 'TemplateLiteral';

export const binary: Mutator = (place) => {
  const { at } = place;
  if (at.type !== 'BinaryExpression') return [];
  const operator = String(at.operator);
  const others = comparison[operator];
  if (others !== undefined) return [...others.map((other) => withOperator(place, other)), ...both(place)];
  // Texts are joined with +, and nothing else can be done to them.
  if (isText(node(at.left)) || isText(node(at.right))) return [];
  const other = arithmetic.get(operator);
  return other === undefined ? [] : [withOperator(place, other)];
};

export const logic: Mutator = (place) => {
  const { at } = place;
  if (at.type !== 'LogicalExpression') return [];
  const operator = String(at.operator);
  const other = withOperator(place, logical.get(operator) ?? operator);
  return operator === '??' ? [other] : [other, ...both(place)];
};

export const assignments: Mutator = (place) => {
  const { at } = place;
  const other = at.type === 'AssignmentExpression' ? assignment.get(String(at.operator)) : undefined;
  if (other === undefined) return [];
  const replacement = `${textOf(place, node(at.left))} ${other} ${textOf(place, node(at.right))}`;
  return [{ site: at, replacement }];
};

export const unaries: Mutator = (place) => {
  const { at } = place;
  if (at.type === 'UpdateExpression') {
    const other = at.operator === '++' ? '--' : '++';
    const argument = textOf(place, node(at.argument));
    return [{ site: at, replacement: at.prefix === true ? other + argument : argument + other }];
  }
  if (at.type !== 'UnaryExpression') return [];
  if (at.operator === '!' || at.operator === '~') return [{ site: at, replacement: textOf(place, node(at.argument)) }];
  const other = unary.get(String(at.operator));
  return other === undefined ? [] : [edited(place, at, at.start, at.start + 1, other)];
};
