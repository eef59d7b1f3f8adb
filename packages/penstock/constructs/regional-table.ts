import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Grantee } from './grantee.ts';

type TableAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query';

/** What a function may do, action by action. */
export interface TableAccess<Index extends string = string> {
  readonly items?: readonly TableAction[];
  /** Indexes it may query. */
  readonly query?: readonly Index[];
}

export interface RegionalTableProps<Index extends string> {
  readonly tableName: string;
  /** Those that the table has, by name. */
  readonly indexes: Readonly<Record<Index, unknown>>;
  /** The variable in which a connected function finds the table's name. */
  readonly variable: string;
}

/**
 * A table's replica in the region of a stack, known by its name: no reference binds the stacks or the regions, so each
 * can be deployed, and can fail, alone.
 */
export class RegionalTable<Index extends string> {
  readonly #props: RegionalTableProps<Index>;
  readonly #arn: (resource: string) => string;

  constructor(scope: Construct, props: RegionalTableProps<Index>) {
    this.#props = props;
    this.#arn = (resource) =>
      Stack.of(scope).formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName: resource,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
  }

  /** Tells the function the table's name and grants it exactly this access. */
  connect(target: Grantee, { items = [], query = [] }: TableAccess<Index>): void {
    const { tableName, variable } = this.#props;
    target.function.addEnvironment(variable, tableName);
    if (items.length > 0) {
      const actions = items.map((action) => `dynamodb:${action}`);
      target.function.addToRolePolicy(new PolicyStatement({ actions, resources: [this.#arn(tableName)] }));
    }
    if (query.length > 0) {
      const resources = query.map((index) => this.#arn(`${tableName}/index/${index}`));
      target.function.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
    }
  }
}
