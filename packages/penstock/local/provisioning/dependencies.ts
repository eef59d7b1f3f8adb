import { isObject, type JsonObject, list, object, objects, texts } from '../json.ts';

/** The logical ids that each resource needs before it, by its own logical id. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** What a template's resources refer to, and what they say they depend on. */
export function dependenciesOf(template: JsonObject): Dependencies {
  const resources = objects(template.Resources);
  const isResource = (name: string) => Object.hasOwn(resources, name);
  return new Map(
    Object.entries(resources).map(([logicalId, { Properties, DependsOn }]) => {
      const named = new Set([...texts(DependsOn), ...references(Properties)]);
      return [logicalId, [...named].filter((name) => isResource(name))];
    }),
  );
}

function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (name === 'Ref' && typeof member === 'string') return [member];
    if (name === 'Fn::GetAtt') return [String(list(member)[0]).split('.')[0] ?? ''];
    if (name === 'Fn::Sub') return substituted(member);
    return references(member);
  });
}

function substituted(argument: unknown): readonly string[] {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const names = [...String(template).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.split('.')[0] ?? '');
  return [...names.filter((name) => !Object.hasOwn(object(variables), name)), ...references(variables)];
}

/** The logical ids of a circle, where there is one: nothing in it can be first. */
export function circleIn(dependencies: Dependencies): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return path.slice(path.indexOf(id));
    if (done.has(id)) return undefined;
    for (const needed of dependencies.get(id) ?? []) {
      const circle = walk(needed, [...path, id]);
      if (circle !== undefined) return circle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of dependencies.keys()) {
    const circle = walk(id, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
