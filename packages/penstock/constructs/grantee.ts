import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** What runs with a role of its own and is told by its environment: a function, or what stands for a task. */
export interface Grantee extends IConstruct {
  readonly function: Pick<LambdaFunction, 'addEnvironment' | 'addToRolePolicy'>;
}
