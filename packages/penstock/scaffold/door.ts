import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../cli/user-error.ts';
import { contractFile } from '../contract/files.ts';
import { asObject, asStrings, type JsonObject } from '../contract/json.ts';
import { loadContract } from '../contract/load.ts';
import type { Contract, Operation } from '../contract/model.ts';
import { child, members as membersOf, resolve } from '../contract/node.ts';
import { type Entity, entityOf } from './entity.ts';
import { plural, verbOf } from './names.ts';

/** What one member of a schema is, as other type systems know it. */
export interface Member {
  readonly name: string;
  readonly kind: 'string' | 'integer' | 'number' | 'boolean';
  readonly isRequired: boolean;
  /** A date and time (RFC 3339). */
  readonly isTime: boolean;
  /** Its schema, for its limits. */
  readonly schema: JsonObject;
}

/** Use cases of a context that another door can have too, and what they are about. */
export interface Door extends Entity {
  readonly get: Operation;
  readonly list: Operation | undefined;
  readonly create: Operation | undefined;
  readonly members: readonly Member[];
  /** Of what is created. */
  readonly input: readonly Member[];
  /** What has no place behind the door yet, a line each. */
  readonly left: readonly string[];
}

/**
 * Reads what a context has over REST.
 *
 * @throws UserError for a context without an operation that reads one
 * @throws ContractError for a contract with findings
 */
export function doorOf(root: string, context: string, kind: string): Door {
  const entity = entityOf(context);
  const contract = loadContract(join(root, contractFile));
  const own = contract.operations.filter(({ operationId }) =>
    existsSync(join(root, `functions/${context}/entry/http/${operationId}.ts`)),
  );
  const by = (verb: string, noun: string) => own.find(({ operationId }) => isOf(operationId, verb, noun));
  const get = by('get', entity.type);
  if (get === undefined) throw noOperation(context, kind, entity);
  const list = by('list', plural(entity.type));
  const create = by('create', entity.type);
  const result = readMembers(contract, entity.type);
  const input = readMembers(contract, `New${entity.type}`);
  const others = own.filter((one) => ![get, list, create].includes(one));
  return {
    ...entity,
    get,
    list,
    create: input.needed.length === 0 ? create : undefined,
    members: result.members,
    input: input.members,
    left: [
      ...[...result.unknown].map((name) => `${name} of ${entity.type}, which is no string, number or boolean`),
      ...(create !== undefined && input.needed.length > 0
        ? [`${create.operationId}, which needs ${input.needed.join(', ')}`]
        : []),
      ...others.map(({ operationId }) => operationId),
    ],
  };
}

function isOf(operationId: string, verb: string, noun: string): boolean {
  const said = verbOf(operationId);
  return said.verb === verb && said.noun === noun;
}

const noOperation = (context: string, kind: string, { type }: Entity): UserError =>
  new UserError(
    `A ${kind} serves the use cases of a context.
    received ${context}, which has no operation get${type}
    expected the operations that other doors are to have too: get${type} at least, and create${type} and list${plural(type)} where there are some
    fix      npx penstock new operation get${type} --context ${context}`,
  );

interface Members {
  readonly members: readonly Member[];
  /** What is there and is none of these. */
  readonly unknown: readonly string[];
  /** Of those, what has to be there. */
  readonly needed: readonly string[];
}

function readMembers({ document }: Contract, schema: string): Members {
  const top = child({ value: document, pointer: '' }, 'components', 'schemas', schema);
  const node = resolve(document, top);
  const required = asStrings(asObject(node.value).required);
  const all = membersOf(child(node, 'properties')).map(([name, property]) => ({
    name,
    schema: asObject(resolve(document, property).value),
    isRequired: required.includes(name),
  }));
  const known = all.flatMap(({ schema: own, ...one }): readonly Member[] => {
    const kind = kinds.find((type) => type === own.type);
    return kind === undefined ? [] : [{ ...one, kind, isTime: own.format === 'date-time', schema: own }];
  });
  const unknown = all.filter(({ name }) => !known.some((one) => one.name === name));
  return {
    members: known,
    unknown: unknown.map(({ name }) => name),
    needed: unknown.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  };
}

const kinds = ['string', 'integer', 'number', 'boolean'] as const;

/** The most that 32 bits carry. */
const INT32_MAX = 2_147_483_647;

export const isSmall = ({ maximum, minimum }: JsonObject): boolean =>
  typeof maximum === 'number' && maximum <= INT32_MAX && typeof minimum === 'number' && minimum >= -INT32_MAX;

/** Beside what is there over REST: the scopes of an operation, which its other doors ask for too. */
export const scopesOf = ({ security }: Operation): readonly string[] => security[0]?.scopes ?? [];
