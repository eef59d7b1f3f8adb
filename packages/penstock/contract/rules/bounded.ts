import { isFile } from '../body-content.ts';
import type { Draft } from '../finding.ts';
import { formFields } from '../form-fields.ts';
import { asObject, isObject, type JsonObject, textOf } from '../json.ts';
import { kindOf } from '../media-kind.ts';
import { child, followed, members, type Node, resolve } from '../node.ts';
import { type Conjunction, choicesOf, conjuncts, membersOf, partlyOf, saidBy } from './conjunction.ts';
import { at, type Rule } from './rule.ts';
import { schemasOf } from './schemas.ts';

/** Formats that bound the length by themselves; date-time does not (any number of fractional digits). */
const boundedFormats = new Set(['uuid', 'date', 'ipv4', 'ipv6']);

interface Bound {
  readonly type: string;
  readonly name: string;
  readonly bounded: (schema: JsonObject) => boolean;
  readonly fix: string;
}

const bounds: readonly Bound[] = [
  {
    type: 'string',
    name: 'maxLength',
    bounded: ({ maxLength, format }) => maxLength !== undefined || boundedFormats.has(textOf(format)),
    fix: 'Add maxLength (or enum or const).',
  },
  {
    type: 'array',
    name: 'maxItems',
    bounded: ({ maxItems, prefixItems, items, unevaluatedItems }) =>
      maxItems !== undefined || items === false || (prefixItems !== undefined && unevaluatedItems === false),
    fix: 'Add maxItems.',
  },
  ...['integer', 'number'].flatMap((type) => [
    {
      type,
      name: 'minimum',
      bounded: ({ minimum, exclusiveMinimum }: JsonObject) => (minimum ?? exclusiveMinimum) !== undefined,
      fix: 'Add minimum.',
    },
    {
      type,
      name: 'maximum',
      bounded: ({ maximum, exclusiveMaximum }: JsonObject) => (maximum ?? exclusiveMaximum) !== undefined,
      fix: 'Add maximum.',
    },
  ]),
  {
    type: 'object',
    name: 'maxProperties',
    bounded: ({ additionalProperties, unevaluatedProperties, maxProperties, propertyNames }) =>
      maxProperties !== undefined ||
      isListed(asObject(propertyNames)) ||
      ![additionalProperties, unevaluatedProperties].some(isObject),
    fix: 'Add maxProperties: any number of names is allowed here.',
  },
];

/** Every string, array and number that goes in or out is bounded, and so is every map. */
export const bounded: Rule = function* ({ root, operations }) {
  const forms = operations.flatMap(({ requestBody }) =>
    requestBody === undefined ? [] : multipartContents(requestBody),
  );
  const schemas = forms.map((content) => child(content, 'schema'));
  const others = new Set(schemas.map(({ pointer }) => pointer));
  const tops = operations.flatMap((operation) => schemasOf(root, operation));
  yield* unboundedSchemas(
    root,
    tops.filter(({ pointer }) => !others.has(pointer)),
  );
  yield* unboundedSchemas(root, schemas, new Set(forms.flatMap((content) => filesOf(root, content))));
};

const multipartContents = (body: Node): readonly Node[] =>
  members(child(body, 'content'))
    .filter(([type]) => kindOf(type) === 'multipart')
    .map(([, content]) => content);

/** Files have as many bytes as Lambda takes at most; what their schemas say is not asked of their bytes. */
const filesOf = (root: JsonObject, content: Node): readonly string[] =>
  formFields(root, content, 'multipart')
    .filter(({ type }) => type !== undefined && isFile({ type }))
    .flatMap(({ node }) => followed(root, node).map(({ pointer }) => pointer));

/** @param left pointers of schemas that are not asked */
export function* unboundedSchemas(
  root: JsonObject,
  tops: readonly Node[],
  left: ReadonlySet<string> = new Set(),
): Iterable<Draft> {
  const search = new Search(root, left);
  for (const top of tops) yield* search.among({ own: [top], beside: [] });
}

/** So many places are looked at with what is said elsewhere; a document with more is looked at part by part. */
const mostTogether = 20_000;

/** Each schema once for all that is known of its values where it stands. */
class Search {
  readonly #root: JsonObject;
  readonly #seen = new Set<string>();
  readonly #left: ReadonlySet<string>;
  #together = 0;

  constructor(root: JsonObject, left: ReadonlySet<string>) {
    this.#root = root;
    this.#left = left;
  }

  *among({ own: schemas, beside }: Conjunction): Iterable<Draft> {
    if (schemas.some(({ pointer }) => this.#left.has(pointer))) return;
    const own = conjuncts(this.#root, schemas);
    const known = conjuncts(this.#root, beside);
    if (this.#isSeen([...schemas.filter(({ value }) => value === true), ...own], known)) return;
    const all = [...own, ...known];
    const said = saidBy(all);
    // That is a finding of its own, and nothing is known of what it would lead to.
    const isKnown = !own.some((part) => leadsNowhere(this.#root, part));
    if (isKnown && !isListed(said)) yield* this.#unbounded(schemas, own, all);
    for (const part of own.flatMap(partlyOf)) yield* this.among({ own: [part], beside: all });
    for (const member of membersOf({ own, beside: known })) yield* this.#member(member);
  }

  #isSeen(own: readonly Node[], known: readonly Node[]): boolean {
    if (own.length === 0) return true;
    const key = [own, known].map((nodes) => nodes.map(({ pointer }) => pointer).join(' ')).join('|');
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }

  /** Schemas that stand alone are one place in a document; together there may be more of them than it has places. */
  *#member({ own, beside }: Conjunction): Iterable<Draft> {
    const asked = own.filter(({ value }) => isObject(value) || value === true);
    const known = beside.filter(({ value }) => isObject(value));
    if (asked.length + known.length > 1) this.#together += 1;
    if (this.#together <= mostTogether) yield* this.among({ own: asked, beside: known });
    else for (const one of asked) yield* this.among({ own: [one], beside: [] });
  }

  *#unbounded(schemas: readonly Node[], own: readonly Node[], all: readonly Node[]): Iterable<Draft> {
    const said = saidBy(all);
    const [first] = schemas;
    if (first !== undefined && said.type === undefined && !isComposed(said)) yield anything(first);
    for (const part of own) {
      const types = [asObject(part.value).type].flat();
      for (const bound of bounds) {
        if (types.includes(bound.type) && !this.#isBounded(bound, all)) yield unbounded(part, bound);
      }
    }
  }

  /** By one of the schemas that hold, or by each alternative of a choice. */
  #isBounded(bound: Bound, nodes: readonly Node[], above: ReadonlySet<string> = new Set()): boolean {
    const said = saidBy(nodes);
    if (isListed(said) || bound.bounded(said)) return true;
    return choicesOf(nodes).some((choice) =>
      choice.every((alternative) => {
        if (above.has(alternative.pointer) || above.size > deepest) return false;
        const parts = conjuncts(this.#root, [alternative]);
        const { type } = saidBy(parts);
        const isOfAnother = type !== undefined && ![type].flat().includes(bound.type);
        return isOfAnother || this.#isBounded(bound, parts, new Set([...above, alternative.pointer]));
      }),
    );
  }
}

/** Choices within choices: nobody writes so many. */
const deepest = 8;

const leadsNowhere = (root: JsonObject, part: Node): boolean =>
  typeof asObject(part.value).$ref === 'string' && resolve(root, part) === part;

const isListed = ({ enum: listed, const: constant }: JsonObject): boolean =>
  listed !== undefined || constant !== undefined;

function unbounded(part: Node, { type, name, fix }: Bound): Draft {
  const what = type === 'object' ? 'a map' : `this ${type}`;
  return at('bounded', part, `expected ${what} to have ${name}, received none`, fix);
}

function anything(node: Node): Draft {
  return at('bounded', node, 'expected a type, received a schema that any value fits', 'Add type and its bounds.');
}

// What is composed of several may have its type from one of them; `not`, `if` and `required` say something too.
function isComposed(schema: JsonObject): boolean {
  const known = ['$dynamicRef', 'anyOf', 'oneOf', 'not', 'if', 'required', 'properties', 'dependentRequired'];
  return known.some((keyword) => schema[keyword] !== undefined);
}
