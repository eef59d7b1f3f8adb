import type { EventSourceMapping } from '../local/event-sources/definition.ts';
import { functionOf } from './functions.ts';
import type { Link, Picture } from './picture.ts';
import { duration } from './units.ts';

/** What the pollers of Lambda bring to functions, and where they leave what failed. */
export function mappingsOf(mappings: readonly EventSourceMapping[]): Picture {
  return { parts: [], links: mappings.flatMap(linksOf) };
}

/** The queues that pollers of streams leave failed batches in. */
export const failureQueuesOf = (mappings: readonly EventSourceMapping[]): readonly string[] =>
  mappings.flatMap((mapping) => (mapping.kind === 'stream' ? (mapping.onFailure?.arn ?? []) : []));

function linksOf(mapping: EventSourceMapping): readonly Link[] {
  const to = functionOf(mapping.functionArn);
  const batch = `batches of ${mapping.batchSize}`;
  if (mapping.kind === 'queue') {
    const { maxConcurrency, queue } = mapping;
    const lines = [batch, ...(maxConcurrency === undefined ? [] : [`${maxConcurrency} at once`])];
    return [{ from: queue.arn, to, lines }];
  }
  const { maxAge, onFailure, sourceArn } = mapping;
  const table = sourceArn.replace(/\/stream\/.*$/, '');
  const lines = ['stream', batch, ...(maxAge === -1 ? [] : [`up to ${duration(maxAge)} old`])];
  const failed = onFailure === undefined ? [] : [{ from: to, to: onFailure.arn, lines: ['gave up'], failure: true }];
  return [{ from: table, to, lines }, ...failed];
}
