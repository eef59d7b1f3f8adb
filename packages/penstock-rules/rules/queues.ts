import { asArray, asList, asObject, type JsonObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, referenced, resourcesOf, violation } from '../template/resources.ts';

export const queueProtectionRule = defineRule({
  id: 'queue-protection',
  title: 'A queue is encrypted, takes TLS only, and no service sends to it on behalf of a stranger',
  why: 'A policy that lets a service send, and does not say from what, lets it do so for any account.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
  check: eachResource(['AWS::SQS::Queue'], (queue) => {
    const statements = statementsFor(queue);
    return [...unencrypted(queue), ...withoutTls(queue, statements), ...open(queue, statements)];
  }),
});

/** By itself SQS encrypts what is sent over TLS. */
function unencrypted(queue: Resource): readonly Violation[] {
  const { SqsManagedSseEnabled: managed, KmsMasterKeyId: key } = queue.properties;
  if (managed !== false || key !== undefined) return [];
  const message = 'received false and no KMS key, expected one of them';
  const fix = 'set `encryption: QueueEncryption.SQS_MANAGED` of the Queue';
  return [violation(queue, 'Properties.SqsManagedSseEnabled', message, fix)];
}

function withoutTls(queue: Resource, statements: readonly JsonObject[]): readonly Violation[] {
  if (statements.some(refusesPlainText)) return [];
  const message = 'received no policy that refuses requests without TLS, expected one';
  return [violation(queue, 'Properties.QueueName', message, 'set `enforceSSL: true` of the Queue')];
}

function open(queue: Resource, statements: readonly JsonObject[]): readonly Violation[] {
  return statements
    .filter(
      ({ Effect, Condition, Principal }) => Effect === 'Allow' && isForAnybody(Principal) && !hasSource(Condition),
    )
    .map(({ Principal }) => {
      const message = `received a policy that lets ${show(Principal)} send for anybody, expected aws:SourceArn in its condition`;
      const fix = 'add `conditions: { ArnEquals: { "aws:SourceArn": ... } }` to the PolicyStatement';
      return violation(queue, 'Properties.QueueName', message, fix);
    });
}

function statementsFor({ stack, logicalId }: Resource): readonly JsonObject[] {
  return resourcesOf(stack, 'AWS::SQS::QueuePolicy')
    .filter(({ properties }) => asArray(properties.Queues).some((one) => referenced(one) === logicalId))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
}

/** IAM reads actions in any case. */
const refusesPlainText = ({ Effect, Action, Condition }: JsonObject): boolean =>
  Effect === 'Deny' &&
  String(Action).toLowerCase() === 'sqs:*' &&
  asObject(asObject(Condition).Bool)['aws:SecureTransport'] === 'false';

/** A service acts for whoever uses it; an account or a role acts for itself. */
const isForAnybody = (principal: unknown): boolean =>
  principal === '*' || asObject(principal).Service !== undefined || asList(asObject(principal).AWS).includes('*');

const hasSource = (condition: unknown): boolean =>
  ['ArnEquals', 'ArnLike', 'StringEquals'].some((operator) => {
    const { 'aws:SourceArn': arn, 'aws:SourceAccount': account } = asObject(asObject(condition)[operator]);
    return arn !== undefined || account !== undefined;
  });
