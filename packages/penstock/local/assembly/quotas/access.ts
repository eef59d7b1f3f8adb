import { list, object } from '../../json.ts';
import { length, name, type Rule, range } from './rule.ts';

/** Resources that the paths of a document make: each part of a path is one. */
const resourcesOf = (document: unknown) => {
  const paths = Object.keys(object(object(document).paths));
  const made = paths.flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/')));
  return new Set(made).size;
};

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const accessQuotas: Readonly<Record<string, readonly Rule[]>> = {
  'AWS::IAM::Role': [
    name('RoleName', /^[\w+=,.@-]+$/, 64, 'a letter, a digit or one of _+=,.@-'),
    length('Description', 1000, 'characters', (value) => String(value).length),
    length('ManagedPolicyArns', 10, 'managed policies', (value) => list(value).length),
    range('MaxSessionDuration', 3600, 43_200, ' s'),
  ],
  'AWS::ApiGateway::RestApi': [{ ...length('Body', 300, 'resources', resourcesOf), canBeRaised: true }],
  'AWS::ApiGateway::Stage': [name('StageName', /^[\w-]+$/, 128, 'a letter, a digit, - or _')],
  'AWS::ApiGateway::ApiKey': [
    {
      at: 'Value',
      problem: (value) => {
        const size = String(value).length;
        return size >= 20 && size <= 128 ? undefined : `has 20 to 128 characters, received ${size}.`;
      },
    },
  ],
};
