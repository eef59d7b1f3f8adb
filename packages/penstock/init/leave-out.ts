import type { Finding } from '../contract/finding.ts';
import { isObject, type JsonObject } from '../contract/json.ts';
import type { ContractDraft } from './draft.ts';
import { above } from './mending.ts';
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
  const isAbout = placesOf(places);
  const leading = leadingTo(
    root,
    shared,
    operations.map(({ node }) => node.value),
  );
  const out = operations.filter(({ node }) => isAbout(node.pointer) || leading.has(node.value));
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

/** Whether one of the places is about an operation: a finding of a path is about each of its operations. */
function placesOf(places: ReadonlySet<string>): (operation: string) => boolean {
  const operations = new Set<string>();
  const paths = new Set(places);
  for (const place of places) {
    for (let inner = place; inner !== '' && !operations.has(inner); inner = above(inner)) {
      operations.add(inner);
      if (!isMethod(inner.slice(inner.lastIndexOf('/') + 1))) paths.add(above(inner));
    }
  }
  return (operation) => operations.has(operation) || paths.has(above(operation));
}

const isMethod = (rest: string): boolean => /^(get|put|post|delete|options|head|patch|trace)(\/|$)/.test(rest);

function componentsOf(places: ReadonlySet<string>): ReadonlySet<string> {
  const found = [...places].map((place) => /^\/components\/(?!securitySchemes\/)[^/]+\/[^/]+/.exec(place)?.[0]);
  return new Set(found.filter((one) => one !== undefined));
}

/** Those of some values that lead to what they share, by references. Each component is looked at once for all of them. */
function leadingTo(root: JsonObject, shared: ReadonlySet<string>, values: readonly unknown[]): ReadonlySet<unknown> {
  if (shared.size === 0) return new Set();
  const users = new Map<string, unknown[]>();
  const waiting: { readonly user: unknown; readonly value: unknown }[] = values.map((value) => ({
    user: value,
    value,
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const pointer of new Set(referencesIn(next.value))) {
      const known = users.get(pointer) ?? [];
      if (known.length === 0) waiting.push({ user: pointer, value: componentAt(root, pointer) });
      known.push(next.user);
      users.set(pointer, known);
    }
  }
  const found = new Set<unknown>();
  const asked: unknown[] = [...shared];
  for (let next = asked.pop(); next !== undefined; next = asked.pop()) {
    const unknown = (users.get(String(next)) ?? []).filter((user) => !found.has(user));
    for (const user of unknown) found.add(user);
    asked.push(...unknown.filter((user) => typeof user === 'string'));
  }
  return found;
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
