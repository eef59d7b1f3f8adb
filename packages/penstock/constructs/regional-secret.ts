import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Grantee } from './grantee.ts';

/**
 * Tells the function a secret's name, in the variable of this name, and lets it read the copy in its region. The six
 * characters that Secrets Manager puts behind a name in the ARN are known to nobody before it does.
 */
export function readSecret(target: Grantee, secretName: string, variable: string): void {
  target.function.addEnvironment(variable, secretName);
  const arn = Stack.of(target).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${secretName}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  target.function.addToRolePolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }),
  );
}
