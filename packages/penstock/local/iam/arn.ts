import { matches } from './wildcard.ts';

const expressions = new Map<string, RegExp>();

/**
 * Whether an ARN matches the pattern of a policy's Resource: a star at the end of a segment reaches over the colons
 * that follow, every other wildcard stays within its segment.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesResource(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  let expression = expressions.get(pattern);
  if (expression === undefined) {
    expression = compile(pattern);
    expressions.set(pattern, expression);
  }
  return expression.test(arn);
}

function compile(pattern: string): RegExp {
  const source = pattern.replace(/\*+(:|$)|\*+|\?|[^\w:]/g, (token, colon?: string) => {
    if (colon !== undefined) return `.*${colon}`;
    if (token === '?') return '[^:]';
    return token.startsWith('*') ? '[^:]*' : `\\${token}`;
  });
  return new RegExp(`^${source}$`, 's');
}

/**
 * ArnEquals and ArnLike, which are the same: the six components of an ARN are compared one by one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [expected, actual] = [components(pattern), components(arn)];
  return expected.length === actual.length && expected.every((part, index) => matches(part, actual[index] ?? ''));
}

/** The last has every further colon in it. */
function components(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
