import { asArray } from '../json.ts';
import { defineRule } from '../rule.ts';
import { pollersOf } from '../template/pollers.ts';
import { eachResource, type Resource, referenced, violation } from '../template/resources.ts';

/** Functions that may read a shard at once: one of a global table, whose replication reads too. */
const mostOf = ({ properties }: Resource): number => (asArray(properties.Replicas).length > 1 ? 1 : 2);

export const streamConsumersRule = defineRule({
  id: 'stream-consumers',
  title: 'At most two functions read the stream of a table, and one that of a global table',
  why: 'More of them are throttled, each by the others, and all of them fall behind.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html',
  check: eachResource(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], (table) => {
    const readers = pollersOf(table.stack).filter(
      ({ mapping }) => referenced(mapping.properties.EventSourceArn) === table.logicalId,
    );
    const most = mostOf(table);
    if (readers.length <= most) return [];
    const message = `received ${readers.length} event sources, expected at most ${most}`;
    const fix = 'let one function read the stream and hand changes on, for example to an EventBus or a Topic';
    return [violation(table, 'Properties.StreamSpecification', message, fix)];
  }),
});
