import { asObject, asStrings } from '../json.ts';
import type { Node } from '../node.ts';
import type { DeclaredConsumer } from './derive.ts';
import { seconds } from './duration.ts';

/** What a mapping says; the rules see to what it cannot mean. */
export function declaredConsumer({ value }: Node): DeclaredConsumer {
  const { maxWait = 'PT5M', batchingWindow = 0, messages, ...said } = asObject(value);
  return {
    queue: String(said.queue),
    events: asStrings(said.events),
    messages: asStrings(messages),
    timeout: Number(said.timeout),
    concurrency: Number(said.concurrency),
    batchSize: Number(said.batchSize),
    batchingWindow: Number(batchingWindow),
    retryWindow: seconds(String(said.retryWindow)) ?? Number.NaN,
    maxWait: seconds(String(maxWait)) ?? Number.NaN,
    ageObjective: seconds(String(said.ageObjective)) ?? Number.NaN,
    fair: said.fair === true,
  };
}
