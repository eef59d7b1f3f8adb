import type { JsonObject } from '../../../json.ts';
import type { Operation } from '../context.ts';
import { constraint, validation } from '../errors.ts';
import { readScope } from '../expressions/scope.ts';
import { after } from '../store/positions.ts';
import type { Position, Range } from '../store/store.ts';
import { tableOf } from '../tables/catalog.ts';
import { hashLength } from '../values/key-bytes.ts';
import { checkCapacityForm } from './capacity.ts';
import { refuseLegacy } from './condition-check.ts';
import { readPage, readPageOptions, readSource } from './page.ts';
import { readStartKey } from './start-key.ts';

export const scan: Operation = (input, context) => {
  refuseLegacy(input);
  checkCapacityForm(input);
  const range = segmentOf(input);
  const table = tableOf(context.catalog, input.TableName);
  const scope = readScope(input);
  const source = readSource(input, table);
  const options = readPageOptions(input, source, scope);
  const start = readStartKey(input.ExclusiveStartKey, source);
  return readPage(input, context, source, start === undefined ? range : { ...range, from: after(start) }, options);
};

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
const mostSegments = 1_000_000;
const hashes = 256 ** hashLength;

/** The partitions whose hash is in a segment. */
function segmentOf({ Segment: segment, TotalSegments: total }: JsonObject): Range {
  if (segment === undefined && total === undefined) return { from: firstOf(0) };
  if (segment === undefined || total === undefined) {
    const [given, missing] = segment === undefined ? ['TotalSegments', 'Segment'] : ['Segment', 'TotalSegments'];
    throw validation(
      `The ${missing} parameter is required but was not present in the request when ${given} parameter is present`,
    );
  }
  if (typeof total !== 'number' || total < 1 || total > mostSegments) {
    throw constraint(String(total), 'totalSegments', `have value between 1 and ${mostSegments}`);
  }
  if (typeof segment !== 'number' || segment < 0 || segment >= total) {
    throw validation(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  const from = firstOf(Math.ceil((segment * hashes) / total));
  return segment + 1 === total ? { from } : { from, to: firstOf(Math.ceil(((segment + 1) * hashes) / total)) };
}

function firstOf(hash: number): Position {
  const none = Buffer.alloc(0);
  const partition = Buffer.alloc(hashLength);
  partition.writeUInt32BE(hash);
  return { partition, sort: none, item: none };
}
