import type { TableAccess } from '../regional-table.ts';
import type { Stage } from '../stage/stage.ts';
import type { ProviderVariable, QueueVariable, SnakeCase, TableVariable } from './variable-names.ts';

/** An index of a table; its keys are strings. */
export interface IndexSpec {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** The attributes that it holds beside the keys; whole items by default. */
  readonly include?: readonly string[];
}

/** A table of a context, deployed as `<app>-<stage>-<name>`; its keys are strings. */
export interface TableSpec {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes?: Readonly<Record<string, IndexSpec>>;
  /** The attribute that says when an item expires, in seconds since the epoch; a strongly consistent table has no TTL. */
  readonly timeToLiveAttribute?: string;
}

/** The changes of a table become the context's events, whose types begin with its name. */
export interface OutboxSpec<Table extends string = string> {
  readonly table: Table;
  /** The function that publishes them, named as its entry file: `entry/stream/<relay>.ts`. */
  readonly relay: string;
}

/** Somebody else's API that functions call; each stage says in `providers` where it is. */
export interface ProviderSpec {
  readonly description: string;
  /** The member of the secret's JSON that holds the credential. */
  readonly member: string;
  /** Why nothing rotates the secret. */
  readonly notRotated: string;
}

type Tables = Readonly<Record<string, TableSpec>>;
type IndexOf<Spec extends TableSpec> = Spec extends { readonly indexes: infer Indexes }
  ? keyof Indexes & string
  : never;

/** By table; the conditional keeps the compiler from taking any name where there is no table. */
type TableGrants<Own extends Tables, Shared extends string> = [keyof Own | Shared] extends [never]
  ? never
  : {
      readonly [Name in (keyof Own & string) | Shared]?: Name extends keyof Own
        ? TableAccess<IndexOf<Own[Name]>>
        : TableAccess;
    };

/** All that a function may reach, and is told of by its environment. */
export interface Grants<Own extends Tables, Shared extends string, Consumer extends string, Provider, Setting> {
  /** What it may do, action by action, to tables of the context and to `sharedTables`. */
  readonly tables?: TableGrants<Own, Shared>;
  /** The consumers to whose queues it sends. */
  readonly sendsTo?: readonly Consumer[];
  readonly providers?: readonly Provider[];
  readonly settings?: readonly Setting[];
}

export interface ContextSpec<
  Operation extends string,
  Consumer extends string,
  AnyConsumer extends string,
  Own extends Tables,
  Shared extends string,
  Provider extends string,
  Setting extends string,
> {
  /** Its folder in `functions/`, and the first part of its events' types. */
  readonly name: string;
  readonly tables?: Own;
  /** Tables of other contexts that functions of this one reach. */
  readonly sharedTables?: readonly Shared[];
  readonly outbox?: OutboxSpec<keyof NoInfer<Own> & string>;
  readonly providers?: Readonly<Record<Provider, ProviderSpec>>;
  /** What functions are told of the stage. */
  readonly settings?: Readonly<Record<Setting, (stage: Stage) => string>>;
  /** What each operation of the context is granted, by operationId. */
  readonly operations?: Readonly<
    Record<Operation, Grants<NoInfer<Own>, NoInfer<Shared>, AnyConsumer, NoInfer<Provider>, NoInfer<Setting>>>
  >;
  /** What each consumer of the context is granted beside its queue, by its name in consumers.yaml. */
  readonly consumers?: Readonly<
    Record<Consumer, Grants<NoInfer<Own>, NoInfer<Shared>, AnyConsumer, NoInfer<Provider>, NoInfer<Setting>>>
  >;
  /** What the graph is granted beside what the operations need whose use cases its fields serve: batched reads. */
  readonly graph?: Grants<NoInfer<Own>, NoInfer<Shared>, AnyConsumer, NoInfer<Provider>, NoInfer<Setting>>;
}

/** A context as the stacks see it. */
export type Context = ContextSpec<string, string, string, Tables, string, string, string>;

/** What `infra.ts` of an app's contexts is written with; the generated `infra.ts` binds it to the ids of the contract. */
export const contextFor =
  <AnyOperation extends string, AnyConsumer extends string>() =>
  <
    const Own extends Tables = Record<never, TableSpec>,
    const Shared extends string = never,
    const Provider extends string = never,
    const Setting extends string = never,
    const Operation extends AnyOperation = never,
    const Consumer extends AnyConsumer = never,
  >(
    spec: ContextSpec<Operation, Consumer, AnyConsumer, Own, Shared, Provider, Setting>,
  ): typeof spec & { readonly tables: Own } => ({ tables: {} as Own, ...spec });

/** The names in a record that may be absent. */
type NamesIn<Names> = keyof NonNullable<Names> & string;

/** The variables that functions of a context can find, for its `env.ts`: `Variable<typeof parcels>`. */
export type Variable<Of extends AnySpec> =
  | TableVariable<NamesIn<Of['tables']> | NonNullable<Of['sharedTables']>[number]>
  | QueueVariable<AnyConsumerOf<Of>>
  | ProviderVariable<NamesIn<Of['providers']>>
  | SnakeCase<NamesIn<Of['settings']>>
  | KitVariable;

type AnySpec = Pick<Context, 'name'> & {
  readonly tables?: object;
  readonly sharedTables?: readonly string[];
  readonly providers?: object;
  readonly settings?: object;
  readonly operations?: object;
  readonly consumers?: object;
};

/** The grants of a record by function, which may be absent. */
type GrantsIn<Functions> = Functions extends object ? Functions[keyof Functions] : never;

type AnyConsumerOf<Of extends AnySpec> =
  | GrantsIn<NonNullable<Of['operations']>>
  | GrantsIn<NonNullable<Of['consumers']>> extends infer Any
  ? Any extends { readonly sendsTo?: readonly (infer Consumer extends string)[] }
    ? Consumer
    : never
  : never;

/** What Lambda and the kit tell every function. */
export type KitVariable = 'AWS_REGION' | 'PENSTOCK_STAGE' | 'RELEASE_VERSION';

type OperationsOf<Of> = Of extends { readonly operations?: infer Operations } ? NamesIn<Operations> : never;
type ConsumersOf<Of> = Of extends { readonly consumers?: infer Consumers } ? NamesIn<Consumers> : never;

/** The compiler shows this where contexts leave something of the contract out. */
interface Missing<Operation, Consumer> {
  readonly operationsInNoContext: Operation;
  readonly consumersInNoContext: Consumer;
}

type Complete<Operation, Consumer, Given> = [
  Exclude<Operation, OperationsOf<Given>> | Exclude<Consumer, ConsumersOf<Given>>,
] extends [never]
  ? unknown
  : Missing<Exclude<Operation, OperationsOf<Given>>, Exclude<Consumer, ConsumersOf<Given>>>;

/** The contexts of an app. It does not compile while an operation or a consumer of the contract is in none of them. */
export const contextsFor =
  <Operation extends string, Consumer extends string>() =>
  <const Given extends object>(contexts: readonly Given[] & Complete<Operation, Consumer, Given>): readonly Context[] =>
    contexts as unknown as readonly Context[];
