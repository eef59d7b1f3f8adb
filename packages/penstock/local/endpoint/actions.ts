import { type JsonObject, list, object, text } from '../json.ts';

/** What a request asks for: an IAM action on each of some resources. */
export interface Access {
  readonly action: string;
  readonly resource: string;
}

/** Table operations whose only resource is the table they name. */
const tableActions = new Set(['DeleteItem', 'DescribeTable', 'DescribeTimeToLive', 'GetItem', 'PutItem', 'UpdateItem']);
const transactActions: Readonly<Record<string, string>> = {
  ConditionCheck: 'ConditionCheckItem',
  Delete: 'DeleteItem',
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
};

/**
 * The accesses of a DynamoDB request, undefined for an operation that the local cloud does not know.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function dynamodbAccess(
  operation: string,
  input: JsonObject,
  arnOf: (table: string) => string,
): readonly Access[] | undefined {
  const table = (value: unknown) => arnOf(text(value) ?? '');
  const on = (action: string, resource: string): Access => ({ action: `dynamodb:${action}`, resource });
  if (tableActions.has(operation)) return [on(operation, table(input.TableName))];
  if (operation === 'Query' || operation === 'Scan') {
    const index = text(input.IndexName);
    return [on(operation, `${table(input.TableName)}${index === undefined ? '' : `/index/${index}`}`)];
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(object(input.RequestItems)).map((name) => on(operation, table(name)));
  }
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems') {
    return list(input.TransactItems).flatMap((item) =>
      Object.entries(object(item)).map(([kind, request]) =>
        on(transactActions[kind] ?? kind, table(object(request).TableName)),
      ),
    );
  }
  return undefined;
}
