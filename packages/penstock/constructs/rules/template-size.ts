import type { SynthesizedStack } from 'penstock-rules/rule';
import { resourcesOf, violation } from 'penstock-rules/template/resources';
import { isOnlyLocal } from '../check-quotas.ts';
import type { Rule } from './rule.ts';

/**
 * Of a template in S3, as the CDK writes it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostBytes = 1024 * 1024;

/** A template that CloudFormation takes: that of an API grows by three to four kilobytes with each operation. */
export const templateSizeRule: Rule = {
  id: 'template-size',
  check: ({ stacks, stage, ...app }) => (isOnlyLocal(stage, app) ? [] : stacks.flatMap(judge)),
};

function judge(stack: SynthesizedStack) {
  const bytes = Buffer.byteLength(JSON.stringify(stack.template));
  if (bytes <= mostBytes) return [];
  const [api] = resourcesOf(stack, 'AWS::ApiGateway::RestApi');
  if (api === undefined) return [];
  const paths = Object.keys(Object((api.properties.Body as { paths?: object })?.paths)).length;
  return [
    violation(
      api,
      'Properties.Body',
      `received a template of ${bytes} bytes with ${paths} paths, expected ${mostBytes} at the most`,
      'make two apps of the contract, each with the paths of some contexts',
    ),
  ];
}
