import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { object, parseJson } from '../json.ts';

/** Resources by stack and logical id. */
export type Template = ReadonlyMap<string, { readonly Type: string }>;

/**
 * The resources of an assembly without what only names code: the keys of assets, and the logical ids of versions, which
 * carry a hash of their function. Two assemblies that are equal in this differ at most in the code of functions.
 */
export async function readTemplate(assembly: string): Promise<Template> {
  const names = (await readdir(assembly)).filter((name) => name.endsWith('.template.json')).toSorted();
  const stacks = await Promise.all(
    names.map(async (name) => [name, await readFile(join(assembly, name), 'utf8')] as const),
  );
  return new Map(stacks.flatMap(([name, content]) => resourcesOf(name.replace('.template.json', ''), content)));
}

function resourcesOf(stack: string, content: string): readonly (readonly [string, { readonly Type: string }])[] {
  const masked = content
    .replaceAll(/\b[0-9a-f]{64}\b/g, 'ASSET')
    .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}\b/g, '$1');
  const { Resources, Outputs } = object(parseJson(masked));
  const resources = Object.entries(object(Resources)).map(([id, resource]) => {
    const { Type, ...rest } = object(resource);
    return [`${stack}.${id}`, { ...rest, Type: String(Type) }] as const;
  });
  return [...resources, [`${stack}.Outputs`, { Type: 'Outputs', ...object(Outputs) }]];
}
