import { asArray, asObject, type JsonObject, show } from '../../contract/json.ts';
import { type Resource, resourceRule, violation } from './resources.ts';

const policyTypes = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role'];

/** Actions that take no resource. Source: Service Authorization Reference, X-Ray and DynamoDB. */
const ofNoResource = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams'];

/** A permission names what it permits: `dynamodb:*`, `dynamodb:Put*` and `NotAction` also permit what is yet to come. */
export const leastPrivilegeRule = resourceRule('least-privilege', policyTypes, (resource) =>
  statementsOf(resource).flatMap(({ location, statement }) => [
    ...['NotAction', 'NotResource']
      .filter((key) => statement[key] !== undefined)
      .map((key) =>
        violation(
          resource,
          `${location}.${key}`,
          `received ${show(statement[key])}, expected none`,
          'name what is allowed',
        ),
      ),
    ...(asList(statement.Resource).includes('*') && !asList(statement.Action).every(isOfNoResource)
      ? [
          violation(
            resource,
            `${location}.Resource`,
            `received "*" for ${show(statement.Action)}, expected resources: only ${ofNoResource.join(', ')} take none`,
            'name what it may be done to, in a statement of its own',
          ),
        ]
      : []),
    ...asList(statement.Action)
      .filter((action) => String(action).includes('*'))
      .map((action) =>
        violation(
          resource,
          `${location}.Action`,
          `received ${show(action)}, expected exact actions`,
          'name each action',
        ),
      ),
  ]),
);

const isOfNoResource = (action: unknown): boolean => ofNoResource.includes(String(action));

interface Located {
  readonly location: string;
  readonly statement: JsonObject;
}

function statementsOf({ properties }: Resource): readonly Located[] {
  const inline = asArray(properties.Policies).map((policy, index) => ({
    at: `Properties.Policies[${index}].PolicyDocument`,
    document: asObject(policy).PolicyDocument,
  }));
  return [{ at: 'Properties.PolicyDocument', document: properties.PolicyDocument }, ...inline].flatMap(
    ({ at, document }) =>
      asList(asObject(document).Statement).map((statement, index) => ({
        location: `${at}.Statement[${index}]`,
        statement: asObject(statement),
      })),
  );
}

/** Where a policy takes one thing or a list of them. */
const asList = (value: unknown): readonly unknown[] => [value].flat();
