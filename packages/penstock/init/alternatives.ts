import { judgeOf } from '../contract/examples/judge.ts';
import { generated } from '../contract/examples/value.ts';
import { asObject, asStrings, isObject, type JsonObject } from '../contract/json.ts';
import { child, items, type Node, resolve } from '../contract/node.ts';
import { topSchemas, withSubschemas } from '../contract/rules/schemas.ts';
import type { ContractDraft } from './draft.ts';
import { outlined } from './outlined.ts';

/**
 * Alternatives of which one at the most may fit, where each value that is made of one fits another too: an answer that says what
 * any of them says would be refused. They become alternatives of which several may fit, to be looked at.
 */
export function loosenAlternatives(draft: ContractDraft): void {
  // What holds others shows what it takes once they take something.
  for (let level = 0; level < deepest; level += 1) {
    const pointers = unsatisfied(draft.root());
    if (pointers.length === 0) return;
    for (const pointer of pointers) loosen(draft, pointer);
  }
}

const deepest = 5;

function loosen(draft: ContractDraft, pointer: string): void {
  draft.set(`${pointer}/anyOf`, draft.valueAt(`${pointer}/oneOf`), { rule: 'alternatives', review: true });
  draft.remove(`${pointer}/oneOf`, { rule: 'alternatives' });
  draft.settle();
}

/** The pointers of schemas with alternatives of which no value is found that fits exactly one, the innermost first. */
function unsatisfied(root: JsonObject): readonly string[] {
  const schemas = topSchemas(outlined(root)).flatMap((top) => [...withSubschemas(top)]);
  const found = new Map(
    schemas.filter((schema) => isContested(root, schema)).map((schema) => [schema.pointer, schema]),
  );
  if (found.size === 0) return [];
  const judge = judgeOf(root);
  const isFitted = (schema: JsonObject): boolean =>
    ways.some((way) => judge.fits(schema, generated(schema, { document: root, judge, ...way })));
  const wrong = [...found.values()].filter(({ value }) => {
    const { oneOf, ...rest } = asObject(value);
    try {
      return !isFitted(asObject(value)) && isFitted({ ...rest, anyOf: oneOf });
    } catch {
      // What does not compile is a finding already.
      return false;
    }
  });
  return wrong.map(({ pointer }) => pointer).sort((a, b) => b.length - a.length);
}

const ways = [true, false].flatMap((declared) => [true, false].map((full) => ({ declared, full })));

/** Whether, as far as it shows without making values, each alternative has another that takes what it describes. */
function isContested(root: JsonObject, schema: Node): boolean {
  if (!isObject(schema.value) || schema.value.anyOf !== undefined) return false;
  const alternatives = items(child(schema, 'oneOf')).map((one) => asObject(resolve(root, one).value));
  return (
    alternatives.length > 1 &&
    alternatives.every((one) => alternatives.some((other) => other !== one && mayTake(other, one)))
  );
}

function mayTake(other: JsonObject, one: JsonObject): boolean {
  const [taken, given] = [typesOf(other), typesOf(one)];
  const isOfOneType = taken.length === 0 || given.length === 0 || given.some((type) => taken.includes(type));
  return isOfOneType && !asStrings(other.required).some((name) => isUnsaid(one, name));
}

const typesOf = ({ type }: JsonObject): readonly unknown[] => (type === undefined ? [] : [type].flat());

/** Whether a schema that says all it says in place has no such member. */
const isUnsaid = ({ properties, allOf, anyOf, oneOf, $ref }: JsonObject, name: string): boolean =>
  [allOf, anyOf, oneOf, $ref].every((composed) => composed === undefined) && !Object.hasOwn(asObject(properties), name);
