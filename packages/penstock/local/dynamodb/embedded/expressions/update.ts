import { validation } from '../errors.ts';
import { type AttributeValue, attributeOf, type Item, membersOf, typeOf } from '../values/attribute.ts';
import { add, formatNumber, negated, parseNumber } from '../values/number.ts';
import { childOf, type Path, valueAt } from './paths.ts';
import type { Update, UpdateValue } from './update-parser.ts';

/**
 * The item after an update. Every value is taken from the item before it.
 *
 * @throws EngineError where the item has not what the update needs
 */
export function applyUpdate(update: Update, item: Item): Item {
  const sets = update.set.map(({ path, value }) => ({ path, value: evaluate(value, item) }));
  const added = update.add.map(({ path, value }) => ({ path, value: sum(valueAt(item, path), value) }));
  const deleted = update.delete.map(({ path, value }) => ({ path, value: difference(valueAt(item, path), value) }));
  const removed = update.remove.map((path) => ({ path, value: undefined }));
  // A list shrinks where one of its elements goes, and grows at its end: by rising numbers, then by falling ones.
  const written = [...sets, ...added, ...deleted].toSorted((a, b) => lastStep(a.path) - lastStep(b.path));
  const changes = [...written, ...removed.toSorted((a, b) => lastStep(b.path) - lastStep(a.path))];
  return changes.reduce((changed, { path, value }) => withValue(changed, path, value), item);
}

function lastStep(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
}

function evaluate(value: UpdateValue, item: Item): AttributeValue {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path': {
      const found = valueAt(item, value.path);
      if (found === undefined) {
        throw validation('The provided expression refers to an attribute that does not exist in the item');
      }
      return found;
    }
    case 'if-not-exists':
      return valueAt(item, value.path.path) ?? evaluate(value.otherwise, item);
    case 'list-append': {
      const [left, right] = [evaluate(value.left, item), evaluate(value.right, item)];
      if (!('L' in left) || !('L' in right)) throw wrongType();
      return { L: [...left.L, ...right.L] };
    }
    case 'sum': {
      const [left, right] = [evaluate(value.left, item), evaluate(value.right, item)];
      if (!('N' in left) || !('N' in right)) throw wrongType();
      const second = parseNumber(right.N);
      return { N: formatNumber(add(parseNumber(left.N), value.sign === '-' ? negated(second) : second)) };
    }
  }
}

/** What `ADD` leaves. */
function sum(before: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (before === undefined) return value;
  if ('N' in before && 'N' in value) return { N: formatNumber(add(parseNumber(before.N), parseNumber(value.N))) };
  const [old, more] = setsOf(before, value);
  return { [typeOf(value)]: [...new Set([...old, ...more])] } as unknown as AttributeValue;
}

/** What `DELETE` leaves; a set of nothing is no attribute. */
function difference(before: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (before === undefined) return undefined;
  const [old, gone] = setsOf(before, value);
  const left = old.filter((member) => !gone.includes(member));
  return left.length === 0 ? undefined : ({ [typeOf(value)]: left } as unknown as AttributeValue);
}

function setsOf(before: AttributeValue, value: AttributeValue) {
  const [old, given] = [membersOf(before), membersOf(value)];
  if (old === undefined || given === undefined || typeOf(before) !== typeOf(value)) throw wrongType();
  return [old, given] as const;
}

function withValue(item: Item, [name, ...steps]: Path, value: AttributeValue | undefined): Item {
  const child = attributeOf(item, name);
  if (steps.length === 0) return withMember(item, name, value);
  if (child === undefined) throw invalidPath();
  return withMember(item, name, changedBelow(child, steps, value));
}

function changedBelow(
  parent: AttributeValue,
  [step, ...more]: readonly (string | number)[],
  value: AttributeValue | undefined,
): AttributeValue {
  if (step === undefined) throw invalidPath();
  const child = childOf(parent, step);
  if (more.length > 0 && child === undefined) throw invalidPath();
  const changed = more.length > 0 && child !== undefined ? changedBelow(child, more, value) : value;
  if (typeof step === 'string' && 'M' in parent) return { M: withMember(parent.M, step, changed) };
  if (typeof step === 'number' && 'L' in parent) return { L: withElement(parent.L, step, changed) };
  throw invalidPath();
}

function withMember(item: Item, name: string, value: AttributeValue | undefined): Item {
  const changed: Record<string, AttributeValue> = Object.assign(Object.create(null), item);
  if (value === undefined) delete changed[name];
  else changed[name] = value;
  return changed;
}

/** An element over the end of a list goes to its end. */
function withElement(
  elements: readonly AttributeValue[],
  index: number,
  value: AttributeValue | undefined,
): readonly AttributeValue[] {
  if (value === undefined) return elements.filter((_, position) => position !== index);
  return index < elements.length ? elements.with(index, value) : [...elements, value];
}

function invalidPath() {
  return validation('The document path provided in the update expression is invalid for update');
}

function wrongType() {
  return validation('An operand in the update expression has an incorrect data type');
}
