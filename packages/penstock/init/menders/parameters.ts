import { asObject, type JsonObject } from '../../contract/json.ts';
import { child, items, resolve } from '../../contract/node.ts';
import { type Mender, type Mending, operationsOf } from '../mending.ts';
import { parameters as byDefaultAndName } from './answers.ts';
import { pathParameters } from './paths.ts';

/** Each way in which a parameter can't be read has one that can. */
export const parameters: Mender = (mending) => {
  const { draft, finding } = mending;
  const { rule, path, message } = finding;
  const whole = path.replace(/\/(schema|content\/[^/]+\/schema)$/, '');
  if (message.includes('expected values that a text can be read as')) draft.atEndOfRound(() => asJson(mending, whole));
  else if (message.includes('received neither'))
    draft.set(`${path}/schema`, { type: 'string' }, { rule, review: true });
  else if (message.includes('received a list')) draft.set(`${path}/style`, 'form', { rule, review: true });
  else if (/expected explode: false|expected items whose texts have no dot/.test(message))
    draft.set(`${path}/explode`, false, { rule, review: true });
  else if (/expected each \w+ name to be of one parameter/.test(message))
    draft.set(`${path}/explode`, false, { rule, review: true });
  else if (/expected each \w+ parameter once/.test(message)) withoutDoubles(mending);
  else {
    byDefaultAndName(mending);
    pathParameters(mending);
  }
};

/** Any value is written as JSON. */
function asJson({ draft, finding: { rule } }: Mending, pointer: string): void {
  const parameter = asObject(draft.valueAt(pointer));
  const { schema, style: _, explode: __, example, examples, ...rest } = parameter;
  if (schema === undefined) return;
  const content = {
    'application/json': {
      schema,
      ...(example !== undefined && { example }),
      ...(examples !== undefined && { examples }),
    },
  };
  draft.set(pointer, { ...rest, content }, { rule, review: true });
}

/** The documents whose doubles are gone by a finding of the round: each of them is found twice. */
const withoutAny = new WeakSet<JsonObject>();

/** Of two parameters of a name the first stays. */
function withoutDoubles({ draft, source, finding: { rule } }: Mending): void {
  if (withoutAny.has(source.root)) return;
  withoutAny.add(source.root);
  for (const { node } of operationsOf(source.root)) {
    const seen = new Set<string>();
    for (const entry of items(child(node, 'parameters'))) {
      const key = keyOf(asObject(resolve(source.root, entry).value));
      if (seen.has(key)) draft.remove(entry.pointer, { rule });
      seen.add(key);
    }
  }
}

const keyOf = ({ name, in: place }: JsonObject): string =>
  `${String(place)} ${place === 'header' ? String(name).toLowerCase() : String(name)}`;

/** What leads nowhere is any value where a schema is expected, and goes where something else is. */
export const reference: Mender = ({ draft, finding: { rule, path, message } }) => {
  if (!/expected a reference (that leads somewhere|that ends)/.test(message)) return;
  const place = path.replace(/\/\$ref$/, '');
  if (/\/(schema|items|not|additionalProperties)$|\/(properties|schemas|allOf|anyOf|oneOf)\/[^/]+$/.test(place)) {
    draft.set(place, {}, { rule, review: true });
  } else draft.remove(place, { rule });
};
