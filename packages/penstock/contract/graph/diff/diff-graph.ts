import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type DocumentNode, type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import type { Finding } from '../../finding.ts';
import { federationDirectives } from '../federation/directives.ts';
import { importedNames } from '../federation/subgraph-sdl.ts';
import { placeIn } from './place.ts';
import { type Usage, type UsedDocument, usageOf } from './usage.ts';

/** A graph as it was read. */
export interface GraphVersion {
  readonly schema: GraphQLSchema;
  /** As it was written. */
  readonly document: DocumentNode;
}

export interface GraphVersions {
  /** What is deployed. */
  readonly base: GraphVersion;
  /** What is to be. */
  readonly head: GraphVersion;
  /** The head's file, for findings. */
  readonly file: string;
  /**
   * All that the graph's clients ask for: trusted documents, of every version that is in use. What none of them uses may
   * be removed. Undefined where clients may send others, so that anything may be in use.
   */
  readonly documents?: readonly UsedDocument[] | undefined;
}

export interface GraphDiff {
  /** What breaks a client; the rule is that of graphql-inspector. */
  readonly findings: readonly Finding[];
  /** What would break one, if any used it. */
  readonly unused: readonly string[];
}

/**
 * What changes from one graph to another, as its clients see it: directives of federation are for the gateway and count
 * only where they hide or guard something.
 */
export async function diffGraph({ base, head, file, documents }: GraphVersions): Promise<GraphDiff> {
  const names = localNames(head.document);
  const changes = await diff(base.schema, head.schema);
  const breaking = unique(changes.filter((change) => isBreaking(change, names) && !isMachinery(change, names)));
  const usage = documents && usageOf(base.schema, documents);
  const judged = breaking.map((change) => ({ change, users: usage && usersOf(change, base.schema, usage) }));
  return {
    findings: judged
      .filter(({ users }) => users?.length !== 0)
      .map(({ change, users }) => findingOf(change, file, head.document, users)),
    unused: judged.filter(({ users }) => users?.length === 0).map(({ change }) => change.message),
  };
}

/** Directives that take something away from some callers, or from all; what `@requiresScopes` asks for is compared as a policy. */
const guards = ['authenticated', 'policy', 'inaccessible'];

interface LocalNames {
  readonly guards: ReadonlySet<string>;
  /** Of federation, and no guard. */
  readonly others: ReadonlySet<string>;
}

function localNames(document: DocumentNode): LocalNames {
  const imported = importedNames(document);
  const local = (name: string): readonly string[] => [imported?.get(name) ?? name, `federation__${name}`];
  const others = [...Object.keys(federationDirectives), 'link'].filter((name) => !guards.includes(name));
  return { guards: new Set(guards.flatMap(local)), others: new Set(others.flatMap(local)) };
}

/** The directive that a change is about the use or the definition of. */
const directiveIn = ({ path = '' }: Change): string | undefined => /(?:^|\.)@(\w+)/.exec(path)?.[1];

function isBreaking(change: Change, names: LocalNames): boolean {
  if (change.criticality.level === CriticalityLevel.Breaking) return true;
  const guard = names.guards.has(directiveIn(change) ?? '') && change.path?.startsWith('@') === false;
  return guard && !change.type.endsWith('_REMOVED');
}

/** What `subgraphOf` adds, and what is for the gateway alone: composition judges that. */
const isMachinery = (change: Change, { others }: LocalNames): boolean =>
  others.has(directiveIn(change) ?? '') ||
  /^(_Entity|_Any|_Service|\w+\._entities|\w+\._service|federation__\w+|link__\w+)(\.|$)/.test(change.path ?? '');

/** The same directive used on one thing is one change, whatever its arguments. */
function unique(changes: readonly Change[]): readonly Change[] {
  const byPlace = new Map(changes.map((change) => [`${change.type} ${change.path}`, change]));
  return [...byPlace.values()].filter(
    ({ type, path = '' }) =>
      type !== 'DIRECTIVE_USAGE_ARGUMENT_ADDED' ||
      ![...byPlace.values()].some((one) => one.type !== type && path.startsWith(`${one.path}.`)),
  );
}

/** The documents that a change breaks. */
function usersOf({ type, path = '' }: Change, schema: GraphQLSchema, usage: Usage): readonly string[] {
  const [name = '', member, argument] = path.replace(/\.@.*$/, '').split('.');
  const of = (coordinate: string) => [...(usage.get(coordinate) ?? [])];
  // What is about the schema itself concerns everyone.
  if (name === '') return [...new Set([...usage.values()].flatMap((one) => [...one]))];
  const owner = schema.getType(name);
  if (member === undefined || isEnumType(owner) || isInputObjectType(owner)) return of(name);
  if (argument !== undefined && type === 'FIELD_ARGUMENT_REMOVED') return of(`${name}.${member}.${argument}`);
  return of(`${name}.${member}`);
}

function findingOf(
  { type, message, path = '' }: Change,
  file: string,
  document: DocumentNode,
  users: readonly string[] | undefined,
): Finding {
  const used = users === undefined ? '' : `; used by ${users.toSorted().join(', ')}`;
  return {
    file,
    ...placeIn(document, path),
    path,
    rule: type,
    message: `${message}${used}`,
    fix:
      users === undefined
        ? 'keep it and deprecate it with a sunset date; what no trusted document uses may be removed where a stage takes no other'
        : 'keep it and deprecate it with a sunset date, until no client in use has a document that asks for it',
  };
}
