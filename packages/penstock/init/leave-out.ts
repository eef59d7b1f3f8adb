import type { Finding } from '../contract/finding.ts';
import { isObject, type JsonObject } from '../contract/json.ts';
import type { ContractDraft } from './draft.ts';
import { operationOf } from './mending.ts';
import { outlined } from './outlined.ts';

/** An operation that a contract can't have as it is. */
export interface LeftOut {
  /** As the document calls it: `OPTIONS /files/content`. */
  readonly operation: string;
  readonly pointer: string;
}

/**
 * Takes out the operations that findings are about, so that the others can be served: those that a finding is in, and those
 * that lead to one in what they share.
 */
export function leaveOut(draft: ContractDraft, root: JsonObject, findings: readonly Finding[]): readonly LeftOut[] {
  const { operations } = outlined(root);
  const places = new Set(findings.map(({ path }) => path));
  const shared = componentsOf(places);
  const out = operations.filter(
    ({ node }) => isAbout(places, node.pointer) || (shared.size > 0 && leadsTo(root, node.value, shared)),
  );
  for (const { node } of out)
    if (draft.valueAt(node.pointer) !== undefined) draft.remove(node.pointer, { rule: 'left-out' });
  for (const component of shared) draft.remove(component, { rule: 'left-out' });
  withoutEmptyPaths(draft);
  return out.map(({ method, path, node }) => ({ operation: `${method.toUpperCase()} ${path}`, pointer: node.pointer }));
}

/** What somebody has to decide: a part that no path refers to goes unseen. */
export function decisions(root: JsonObject, findings: readonly Finding[]): readonly Finding[] {
  const reached = new Set<string>();
  const visit = (value: unknown): void => {
    for (const pointer of referencesIn(value).filter((one) => !reached.has(one))) {
      reached.add(pointer);
      visit(componentAt(root, pointer));
    }
  };
  for (const value of [root.paths, root.webhooks]) visit(value);
  return findings.filter(({ path }) => [...componentsOf(new Set([path]))].every((component) => reached.has(component)));
}

/** A finding of a path is about each of its operations. */
function isAbout(places: ReadonlySet<string>, pointer: string): boolean {
  const path = pointer.slice(0, pointer.lastIndexOf('/'));
  return [...places].some((place) => {
    const operation = operationOf(place);
    if (operation === pointer || place.startsWith(`${pointer}/`)) return true;
    return place === path || (place.startsWith(`${path}/`) && !isMethod(place.slice(path.length + 1)));
  });
}

const isMethod = (rest: string): boolean => /^(get|put|post|delete|options|head|patch|trace)(\/|$)/.test(rest);

function componentsOf(places: ReadonlySet<string>): ReadonlySet<string> {
  const found = [...places].map((place) => /^\/components\/(?!securitySchemes\/)[^/]+\/[^/]+/.exec(place)?.[0]);
  return new Set(found.filter((one) => one !== undefined));
}

function leadsTo(root: JsonObject, value: unknown, shared: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const visit = (one: unknown): boolean => {
    const references = referencesIn(one).filter((pointer) => !seen.has(pointer));
    for (const pointer of references) seen.add(pointer);
    return references.some((pointer) => shared.has(pointer) || visit(componentAt(root, pointer)));
  };
  return visit(value);
}

/** The components that a value refers to itself. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref } = value as JsonObject;
  const [own] = typeof $ref === 'string' ? (/^\/components\/[^/]+\/[^/]+/.exec($ref.slice(1)) ?? []) : [];
  return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap(referencesIn)];
}

function componentAt(root: JsonObject, pointer: string): unknown {
  const [, , kind = '', name = ''] = pointer.split('/');
  const components = root.components;
  const all = isObject(components) ? components[kind] : undefined;
  return isObject(all) ? all[decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
}

function withoutEmptyPaths(draft: ContractDraft): void {
  const { paths } = draft.root();
  if (!isObject(paths)) return;
  for (const [path, item] of Object.entries(paths)) {
    const isEmpty = isObject(item) && item.$ref === undefined && !Object.keys(item).some((name) => isMethod(name));
    if (isEmpty) draft.remove(`/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}`, { rule: 'left-out' });
  }
}
