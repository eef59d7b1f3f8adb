import { isObject, type JsonObject, list, object, text } from '../../json.ts';
import type { TableDefinition } from '../tables.ts';
import { expressionProblem, expressionScopes, tokens, updatedPaths } from './expression.ts';
import { queryProblem } from './query.ts';
import { type CheckedTable, checkedTable, tableNameOf } from './schema.ts';

/** The message of the ValidationException that DynamoDB answers a request with, undefined where it may go on. */
export type RequestCheck = (operation: string, input: JsonObject) => string | undefined;

/**
 * What DynamoDB refuses and the engine lets pass; `test/local/dynamodb/conformance.test.ts` asks both.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function createRequestCheck(definitions: readonly TableDefinition[]): RequestCheck {
  const tables = new Map(definitions.map((definition) => [definition.name, checkedTable(definition)]));
  return (operation, input) => {
    const scopes = expressionScopes(operation, input);
    const table = tables.get(tableNameOf(input.TableName));
    return (
      transactionProblem(operation, scopes, (name) => tables.get(name)?.isStrong === true) ??
      writeRequestProblem(operation, input) ??
      scopes
        .map((scope) => returnProblem(scope) ?? expressionProblem(scope))
        .find((problem) => problem !== undefined) ??
      (operation === 'TransactWriteItems' ? keyUpdateProblem(scopes, tables) : undefined) ??
      (operation === 'Query' && table !== undefined ? queryProblem(input, table) : undefined)
    );
  };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
function transactionProblem(
  operation: string,
  parts: readonly JsonObject[],
  isStrong: (table: string) => boolean,
): string | undefined {
  if (!operation.startsWith('Transact')) return undefined;
  const strong = parts.map(({ TableName }) => tableNameOf(TableName)).find(isStrong);
  if (strong === undefined) return undefined;
  return `${operation} is not supported on tables with multi-Region strong consistency: ${strong}`;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Update.html */
function keyUpdateProblem(parts: readonly JsonObject[], tables: ReadonlyMap<string, CheckedTable>): string | undefined {
  for (const { TableName, UpdateExpression, ExpressionAttributeNames } of parts) {
    const keys = tables.get(tableNameOf(TableName))?.keys.get('');
    const names = object(ExpressionAttributeNames);
    const paths = updatedPaths(tokens(text(UpdateExpression) ?? '')).map((name) => text(names[name]) ?? name);
    const key = paths.find((name) => name === keys?.hash || name === keys?.range);
    if (key !== undefined) {
      return `One or more parameter values were invalid: Cannot update attribute ${key}. This attribute is part of the key`;
    }
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_WriteRequest.html */
function writeRequestProblem(operation: string, input: JsonObject): string | undefined {
  if (operation !== 'BatchWriteItem') return undefined;
  const writes = Object.values(object(input.RequestItems)).flatMap((requests) => list(requests).filter(isObject));
  if (writes.every((write) => write.PutRequest === undefined || write.DeleteRequest === undefined)) return undefined;
  return 'Supplied WriteRequest has more than one operation set, must contain exactly one of PutRequest or DeleteRequest';
}

const returned: readonly unknown[] = [undefined, 'ALL_OLD', 'NONE'];

function returnProblem({ ReturnValuesOnConditionCheckFailure: value }: JsonObject): string | undefined {
  if (returned.includes(value)) return undefined;
  return `1 validation error detected: Value '${String(value)}' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`;
}
