import type { Construct } from 'constructs';
import type { Consumer } from '../../contract/events/model.ts';
import { type GraphContract, graphName } from '../../contract/graph/model.ts';
import { keysTable } from '../context/app-parts.ts';
import type { Context, Grants, TableSpec } from '../context/context.ts';
import { providerVariables, queueVariable, settingVariable, tableVariable } from '../context/variable-names.ts';
import type { Grantee } from '../grantee.ts';
import { sendToQueue } from '../regional-queue.ts';
import { readSecret } from '../regional-secret.ts';
import { RegionalTable } from '../regional-table.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { namesOf } from './names.ts';

export interface ResourcesProps {
  readonly stage: AppStage;
  readonly contexts: readonly Context[];
  readonly consumers: readonly Consumer[];
  readonly graph?: GraphContract | undefined;
}

type AnyGrants = Grants<Record<string, TableSpec>, string, string, string, string>;

/** What the contexts of a stage have, as functions in a region reach it. */
export class Resources {
  readonly #props: ResourcesProps;
  readonly #tables: ReadonlyMap<string, RegionalTable<string>>;

  constructor(scope: Construct, props: ResourcesProps) {
    this.#props = props;
    const names = namesOf(props.stage);
    const tables = props.contexts.flatMap((context) => Object.entries(context.tables ?? {}));
    this.#tables = new Map(
      tables.map(([name, { indexes = {} }]) => [
        name,
        new RegionalTable(scope, { tableName: names.table(name), indexes, variable: tableVariable(name) }),
      ]),
    );
  }

  /**
   * Gives all functions of each name what infra.ts of its context says, and tells them by their environment. The graph gets
   * what the operations have whose use cases its fields serve, and what contexts say of it beside.
   */
  connect(functions: (name: string) => readonly Grantee[]): void {
    for (const context of this.#props.contexts) {
      for (const [name, grants] of [
        ...Object.entries({ ...context.operations, ...context.consumers }),
        ...this.#ofGraph(context),
      ]) {
        for (const target of functions(name)) this.#grant(target, grants as AnyGrants, context);
      }
    }
  }

  /** It finds keys where callers show them, and does nothing else to them. */
  connectAuthorizer(authorizer: Grantee): void {
    this.#tables.get(keysTable)?.connect(authorizer, { items: ['GetItem'] });
  }

  #ofGraph({ operations = {}, graph: beside }: Context): readonly (readonly [string, object])[] {
    const { graph } = this.#props;
    if (graph === undefined) return [];
    const served = new Set(graph.fields.map(({ operationId }) => operationId));
    const grants = Object.entries(operations).flatMap(([name, one]) => (served.has(name) ? [one] : []));
    return [...grants, ...(beside === undefined ? [] : [beside])].map((one) => [graphName, one] as const);
  }

  #grant(target: Grantee, grants: AnyGrants, { settings = {} }: Context): void {
    const { stage } = this.#props;
    for (const [table, access] of Object.entries(grants.tables ?? {})) {
      if (access !== undefined) this.#tables.get(table)?.connect(target, access);
    }
    for (const provider of grants.providers ?? []) {
      const variables = providerVariables(provider);
      target.function.addEnvironment(variables.url, stage.providers[provider] ?? '');
      readSecret(target, namesOf(stage).secret(provider), variables.secret);
    }
    for (const consumer of grants.sendsTo ?? []) {
      sendToQueue(target, namesOf(stage).queue(this.#queueOf(consumer)), queueVariable(consumer));
    }
    for (const setting of grants.settings ?? []) {
      target.function.addEnvironment(settingVariable(setting), settings[setting]?.(stage) ?? '');
    }
  }

  #queueOf(consumer: string): string {
    return this.#props.consumers.find(({ name }) => name === consumer)?.queue ?? '';
  }
}
