import { isObject, type JsonObject, list, object } from '../../../json.ts';
import type { Context, Operation } from '../context.ts';
import { constraint, validation } from '../errors.ts';
import { checkCapacityForm } from './capacity.ts';
import { readDelete, readPut } from './items.ts';
import { consumedOf, refuseTwice, requestItems, unitsByTable } from './several.ts';
import { commitWrites, evaluateWrite, type Write } from './write.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const mostWrites = 25;

export const batchWriteItem: Operation = (input, context) => {
  checkCapacityForm(input);
  const requests = requestItems(input, 'BatchWriteItem').flatMap(([TableName, writes]) =>
    list(writes).map((request) => ({ TableName, request: object(request) })),
  );
  if (requests.length > mostWrites) {
    throw constraint(input.RequestItems, 'requestItems', 'have length less than or equal to 25');
  }
  const writes = requests.map(({ TableName, request }) => readWrite(context, TableName, request));
  refuseTwice(writes, 'Provided list of item keys contains duplicates');
  const units = commitWrites(
    context,
    writes.map((write) => evaluateWrite(context, write)),
  );
  return { UnprocessedItems: {}, ...consumedOf(input, unitsByTable(writes, units)) };
};

function readWrite(context: Context, TableName: string, { PutRequest, DeleteRequest }: JsonObject): Write {
  if (isObject(PutRequest)) return readPut({ TableName, Item: PutRequest.Item }, context);
  if (isObject(DeleteRequest)) return readDelete({ TableName, Key: DeleteRequest.Key }, context);
  throw validation('Supplied WriteRequest is empty, must contain exactly one of PutRequest or DeleteRequest');
}
