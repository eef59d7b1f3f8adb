import { dirname, join } from 'node:path';
import { asStrings, type JsonObject } from '../contract/json.ts';
import { type OutlinedOperation, outline } from '../contract/outline.ts';
import { breakingServices } from '../contract/rpc/breaking.ts';
import { rpcBeside } from '../contract/rpc/files.ts';
import { type MethodOptions, methodOptions } from '../contract/rpc/method-options.ts';
import { policyOfMethod } from '../contract/rpc/outlined.ts';
import type { PlacedChange } from './change.ts';
import { type PromiseChange, policyChanges } from './policies.ts';
import { ruleOf } from './rules.ts';
import { securityChanges, type Way, waysOf } from './security.ts';
import type { ContractSide } from './side.ts';

type ServiceSide = Pick<ContractSide, 'root' | 'services'>;

/** What changed in the services beside a contract: by the names of buf's rules, and in what their methods promise. */
export function compareServices(base: ServiceSide, head: ServiceSide, file: string): readonly PlacedChange[] {
  const folder = join(dirname(file), rpcBeside).replaceAll('\\', '/');
  const broken = breakingServices(base.services, head.services, folder).map(
    ({ rule, message, fix, file: at, line }): PlacedChange => ({
      rule,
      level: 'breaking',
      side: 'head',
      pointer: '',
      message,
      fix,
      reaches: [at.slice(at.lastIndexOf('/') + 1)],
      place: line === 0 ? at : `${at}:${line}`,
    }),
  );
  return [...broken, ...comparePromises(base, head, folder)];
}

/**
 * What methods promise that both have; what became of the operation that one serves is a change of the method too.
 *
 * @param read what of files their methods say of themselves
 */
export function comparePromises(
  base: ServiceSide,
  head: ServiceSide,
  folder: string,
  read = methodOptions,
): readonly PlacedChange[] {
  if (base.services.size === 0 || head.services.size === 0) return [];
  const before = promisesOf(base, read(base.services, folder));
  return [...promisesOf(head, read(head.services, folder))].flatMap(([path, is]) => {
    const was = before.get(path);
    return (was === undefined ? [] : changesOf(was, is)).map(({ rule, message }): PlacedChange => {
      const { label, place } = is.method;
      return {
        rule,
        side: 'head',
        pointer: '',
        message,
        reaches: [label],
        place: `${folder}/${place}`,
        ...ruleOf(rule),
      };
    });
  });
}

interface Promises {
  readonly method: MethodOptions;
  readonly serves: string;
  readonly policy: JsonObject;
  readonly ways: readonly Way[];
}

function promisesOf(
  { root }: Pick<ServiceSide, 'root'>,
  methods: ReturnType<typeof methodOptions>,
): ReadonlyMap<string, Promises> {
  const { operations } = outline(root);
  return new Map(
    [...methods].flatMap(([path, method]): readonly (readonly [string, Promises])[] => {
      const operation = operations.find(({ label }) => label === method.own.serves);
      return operation === undefined ? [] : [[path, ofMethod(root, method, operation)]];
    }),
  );
}

function ofMethod(root: JsonObject, method: MethodOptions, operation: OutlinedOperation): Promises {
  const own = asStrings(method.own.scopes);
  const ways = waysOf(root, operation.security).map(
    (way) => new Map([...way].map(([scheme, scopes]) => [scheme, [...new Set([...scopes, ...own])]])),
  );
  const policy = policyOfMethod(method.own, operation) as unknown as JsonObject;
  return { method, serves: operation.label, policy, ways };
}

function changesOf(was: Promises, is: Promises): readonly PromiseChange[] {
  const moved = was.serves !== is.serves;
  const message = `serves ${was.serves} became ${is.serves}`;
  return [
    ...(moved ? [{ rule: 'use-case-changed' as const, message }] : []),
    ...policyChanges(was.policy, is.policy),
    ...securityChanges(was.ways, is.ways),
  ];
}
