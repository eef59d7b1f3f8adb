import { asObject, show } from 'penstock-rules/json';
import type { SynthesizedStack, Violation } from 'penstock-rules/rule';
import { type Resource, resourcesOf, violation } from 'penstock-rules/template/resources';
import { isNamed } from './names.ts';
import { isAllowed } from './permissions.ts';
import type { Rule, Subject } from './rule.ts';
import { writtenOut } from './written-out.ts';

/**
 * A queue that functions send to by its name is there, its senders may send, and every queue whose consumer takes
 * messages has one in each region. No reference binds the stacks, so CloudFormation would deploy a name that leads nowhere.
 */
export const messageSendersRule: Rule = {
  id: 'message-senders',
  check: (subject) =>
    Object.values(Object.groupBy(subject.stacks, ({ region }) => region)).flatMap((stacks = []) => {
      const sendings = stacks.flatMap(sendingsIn);
      const queues = stacks.flatMap((stack) => resourcesOf(stack, 'AWS::SQS::Queue'));
      return [
        ...sendings.flatMap((sending) => judge(sending, queues)),
        ...queues.flatMap((queue) => withoutSender(queue, sendings, subject)),
      ];
    }),
};

/** A function that is told the URL of a queue by the queue's name. */
interface Sending {
  readonly target: Resource;
  readonly variable: string;
  readonly queueName: string;
}

function sendingsIn(stack: SynthesizedStack): readonly Sending[] {
  return resourcesOf(stack, 'AWS::Lambda::Function').flatMap((target) =>
    Object.entries(asObject(asObject(target.properties.Environment).Variables)).flatMap(([variable, value]) => {
      const url = writtenOut(value);
      return url.startsWith('https://sqs.') ? [{ target, variable, queueName: nameIn(url) }] : [];
    }),
  );
}

/** What follows the host and the account, which is known at the deployment alone where a stage names none. */
const nameIn = (url: string): string => /^https:\/\/sqs\.[^/]*\/(?:(?:\d{12}|\*)\/)?(.*)$/.exec(url)?.[1] ?? '';

function judge({ target, variable, queueName }: Sending, queues: readonly Resource[]): readonly Violation[] {
  const at = `Properties.Environment.Variables.${variable}`;
  if (!queues.some(({ properties }) => properties.QueueName === queueName)) {
    const message = `received a URL of ${show(queueName)}, expected that of a queue in ${target.stack.region}`;
    return [violation(target, at, message, 'take the name from the consumer, with `queueNameOf`')];
  }
  if (isAllowed(target, 'sqs:SendMessage', (of) => writtenOut(of).endsWith(`:${queueName}`))) return [];
  const message = `received a URL of ${show(queueName)} and no sqs:SendMessage to it, expected both`;
  return [violation(target, at, message, 'connect the function with `sendToQueue`')];
}

function withoutSender(
  queue: Resource,
  sendings: readonly Sending[],
  { consumers, stage }: Subject,
): readonly Violation[] {
  const consumer = consumers.find((one) => isNamed(queue.properties.QueueName, stage, one.queue));
  if (consumer === undefined || consumer.messages.length === 0) return [];
  if (sendings.some(({ queueName }) => queueName === queue.properties.QueueName)) return [];
  const message = `received no function that sends to it, expected one: ${consumer.name} takes ${consumer.messages.join(', ')}`;
  return [violation(queue, 'Properties.QueueName', message, 'connect a sender with `sendToQueue`')];
}
