import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Grantee } from './grantee.ts';

/**
 * Tells the function the URL of a queue in its region, in the variable of this name, and lets it send there. The queue
 * is known by its name: no reference binds the stacks.
 */
export function sendToQueue(source: Grantee, queueName: string, variable: string): void {
  const stack = Stack.of(source);
  const { region, urlSuffix, account } = stack;
  source.function.addEnvironment(variable, `https://sqs.${region}.${urlSuffix}/${account}/${queueName}`);
  const arn = stack.formatArn({ service: 'sqs', resource: queueName });
  source.function.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [arn] }));
}
