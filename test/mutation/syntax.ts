import { parse } from '@babel/parser';

/** A node of the syntax tree, as far as a mutator looks at it: positions are offsets in the source. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export const parseModule = (source: string): Node =>
  parse(source, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'start' in value;

export const node = (value: unknown): Node => {
  if (!isNode(value)) throw new Error('The syntax tree has no node where one belongs');
  return value;
};

/** What is in a node, in the order of the source; what has no value at run time (types, module paths) is left out. */
export function childrenOf(parent: Node): readonly Node[] {
  return Object.entries(parent)
    .filter(([name]) => !skipped(parent, name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
    .filter(hasValue)
    .toSorted((a, b) => a.start - b.start);
}

const valuesInTypes = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);
const withoutValue = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'Directive']);

const hasValue = ({ type }: Node): boolean =>
  !withoutValue.has(type) && (!type.startsWith('TS') || valuesInTypes.has(type));

const named = new Set(['ObjectProperty', 'ObjectMethod', 'ClassProperty', 'ClassMethod', 'ClassPrivateProperty']);

const skipped = ({ type, computed }: Node, name: string): boolean =>
  (named.has(type) && name === 'key' && computed !== true) ||
  (type === 'ExportNamedDeclaration' && name !== 'declaration') ||
  name === 'leadingComments' ||
  name === 'trailingComments' ||
  name === 'innerComments';
