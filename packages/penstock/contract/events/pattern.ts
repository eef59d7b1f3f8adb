import { asArray, isObject, type JsonObject } from '../json.ts';
import { matcherOf } from './pattern-matchers.ts';

/** Whether an event has what a pattern asks for. */
export type Pattern = (event: unknown) => boolean;

/**
 * Compiles an event pattern of EventBridge; event source mappings filter with the same language.
 *
 * @param refuse hears of each operator that is not understood, and of what AWS would refuse
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(pattern: unknown, refuse: (message: string) => void): Pattern {
  if (!isObject(pattern)) {
    refuse(`an event pattern is a JSON object, received ${JSON.stringify(pattern)}`);
    return () => false;
  }
  const fields = Object.entries(pattern).map(([name, condition]) =>
    name === '$or' ? alternatives(condition, refuse) : field(name, condition, refuse),
  );
  return (event) => fields.every((matches) => matches(event));
}

function alternatives(condition: unknown, refuse: (message: string) => void): Pattern {
  if (!Array.isArray(condition) || condition.length < 2) {
    refuse(`$or takes a list of two patterns or more, received ${JSON.stringify(condition)}`);
  }
  const patterns = asArray(condition).map((alternative) => compilePattern(alternative, refuse));
  return (event) => patterns.some((matches) => matches(event));
}

function field(name: string, condition: unknown, refuse: (message: string) => void): Pattern {
  if (Array.isArray(condition)) {
    if (condition.length === 0) refuse(`${name} takes a list of one value or more, received []`);
    const matchers = condition.map((expected) => matcherOf(name, expected, refuse));
    return (event) => {
      const values = leaves(event, name);
      return matchers.some((matches) => matches(values));
    };
  }
  if (!isObject(condition)) {
    refuse(`${name} takes a list of values, received ${JSON.stringify(condition)}`);
    return () => false;
  }
  const inner = compilePattern(condition, refuse);
  return (event) => objectsAt(event, name).some(inner);
}

/** The values that a leaf of a pattern looks at: those of a list one by one, none for an object or where it is absent. */
function leaves(event: unknown, name: string): readonly unknown[] {
  if (!isObject(event) || !Object.hasOwn(event, name)) return [];
  const value = event[name];
  return (Array.isArray(value) ? value : [value]).filter((item) => !isObject(item) && !Array.isArray(item));
}

/** An absent object is an empty one: `exists: false` inside it holds. */
function objectsAt(event: unknown, name: string): readonly JsonObject[] {
  const value = isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined;
  const objects = (Array.isArray(value) ? value : [value]).filter(isObject);
  return objects.length === 0 ? [{}] : objects;
}
