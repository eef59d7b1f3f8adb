import { asArray, asObject, type JsonObject, show } from '../../contract/json.ts';
import { deadLettersOf, endsOf, sourcesOf } from './pollers.ts';
import { type Resource, referenced, resourceRule, resourcesOf, violation } from './resources.ts';

const queues = ['AWS::SQS::Queue'];

/** Encrypted, over TLS only, and no service may send on behalf of what this stage does not know. */
export const queueProtectionRule = resourceRule('queue-protection', queues, (queue) => {
  const { SqsManagedSseEnabled: managed, KmsMasterKeyId: key } = queue.properties;
  const statements = statementsFor(queue);
  const open = statements.filter(({ Effect, Condition }) => Effect === 'Allow' && !namesItsSource(Condition));
  return [
    ...(managed === true || key !== undefined
      ? []
      : [
          violation(
            queue,
            'Properties.SqsManagedSseEnabled',
            `received ${show(managed)} and no KMS key, expected one of them`,
            'encrypt it',
          ),
        ]),
    ...(statements.some(refusesPlainText)
      ? []
      : [
          violation(
            queue,
            'Properties.QueueName',
            'received no policy that refuses requests without TLS, expected one',
            'set enforceSSL',
          ),
        ]),
    ...open.map(({ Principal }) =>
      violation(
        queue,
        'Properties.QueueName',
        `received a policy that lets ${show(Principal)} send for anybody, expected aws:SourceArn in its condition`,
        'limit the statement to the ARN of the rule',
      ),
    ),
  ];
});

function statementsFor({ stack, logicalId }: Resource): readonly JsonObject[] {
  return resourcesOf(stack, 'AWS::SQS::QueuePolicy')
    .filter(({ properties }) => asArray(properties.Queues).some((one) => referenced(one) === logicalId))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
}

const refusesPlainText = ({ Effect, Action, Condition }: JsonObject): boolean =>
  Effect === 'Deny' && Action === 'sqs:*' && asObject(asObject(Condition).Bool)['aws:SecureTransport'] === 'false';

const namesItsSource = (condition: unknown): boolean =>
  asObject(asObject(condition).ArnEquals)['aws:SourceArn'] !== undefined;

/** A queue leads to a dead letter queue, which lets it; or it is one, of a queue or of a service. */
export const deadLettersRule = resourceRule('dead-letters', queues, (queue) => {
  const { stack, logicalId, properties } = queue;
  const ends = endsOf(stack).some((end) => end.logicalId === logicalId);
  if (deadLettersOf(queue) === undefined && !ends) {
    const message = `received ${show(properties.RedrivePolicy)}, expected a dead letter queue of this stack`;
    return [violation(queue, 'Properties.RedrivePolicy', message, 'make it a WorkQueue')];
  }
  if (!ends) return [];
  const expected = sourcesOf(queue).map((one) => String(one.properties.QueueName));
  const allowed = allowedSources(properties.RedriveAllowPolicy);
  if (allowed !== undefined && allowed.toSorted().join() === expected.toSorted().join()) return [];
  const message = `received ${show(properties.RedriveAllowPolicy)}, expected leave for ${expected.join(', ') || 'no queue'} alone`;
  return [violation(queue, 'Properties.RedriveAllowPolicy', message, 'make it a DeadLetterQueue')];
});

/** The names of the queues that may move messages to one; undefined when any may. */
function allowedSources(policy: unknown): readonly string[] | undefined {
  const { redrivePermission, sourceQueueArns } = asObject(policy);
  if (redrivePermission === 'denyAll') return [];
  if (redrivePermission !== 'byQueue') return undefined;
  return asArray(sourceQueueArns).map((arn) => {
    const [, parts] = asArray(asObject(arn)['Fn::Join']);
    return String(asArray(parts).at(-1)).replace(/^:/, '');
  });
}

/** An event that no queue takes is kept too. */
export const undeliveredRule = resourceRule('undelivered-events', ['AWS::Events::Rule'], (rule) =>
  asArray(rule.properties.Targets).flatMap((target, index) => {
    const { DeadLetterConfig: config } = asObject(target);
    const id = referenced(asObject(config).Arn);
    if (resourcesOf(rule.stack, ...queues).some(({ logicalId }) => logicalId === id)) return [];
    const message = `received ${show(config)}, expected a queue of this stack`;
    return [
      violation(rule, `Properties.Targets[${index}].DeadLetterConfig`, message, 'route with `deliver` of the EventBus'),
    ];
  }),
);
