import { asArray, asList, asObject, type JsonObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { isOfLibrary } from '../template/deployment.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

const policyTypes = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::Group',
];

/**
 * Actions that take no resource.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const ofNoResource = [
  /^xray:(Put(TraceSegments|TelemetryRecords)|GetSampling(Rules|Targets|StatisticSummaries))$/,
  /^dynamodb:ListStreams$/,
  /^cloudwatch:(PutMetricData|GetMetricData|GetMetricStatistics|ListMetrics)$/,
  /^ecr:GetAuthorizationToken$/,
  /^sts:GetCallerIdentity$/,
  /^ce:Get(CostAndUsage|CostForecast)$/,
  /^textract:(AnalyzeDocument|AnalyzeExpense|AnalyzeID|DetectDocumentText)$/,
  /^rekognition:Detect(Faces|Labels|ModerationLabels|Text)$/,
  /^comprehend:(Batch)?Detect(DominantLanguage|KeyPhrases|Sentiment|Syntax)$/,
  /^translate:Translate(Text|Document)$/,
  // What writes the logs of a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
  /^logs:((Create|Get|Update|Delete)LogDelivery|ListLogDeliveries|(Put|Describe)ResourcePolic(y|ies)|DescribeLogGroups)$/,
  // What a function in a VPC needs: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
  /^ec2:((Create|Delete)NetworkInterface|(Una|A)ssignPrivateIpAddresses|Describe\w+)$/,
];

/** Patterns that `grantRead`, `grantWrite` and the like of the library's buckets and keys allow; an app cannot name them. */
const ofGrants = [
  's3:GetObject*',
  's3:GetBucket*',
  's3:List*',
  's3:PutObject*',
  's3:DeleteObject*',
  's3:Abort*',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
];

export const leastPrivilegeRule = defineRule({
  id: 'least-privilege',
  title: 'A policy names the actions and the resources that it allows',
  why: '`dynamodb:*`, `dynamodb:Put*`, `NotAction` and a resource of `*` also allow what is yet to come.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  check: eachResource(policyTypes, (resource) =>
    isOfLibrary(resource)
      ? []
      : statementsOf(resource)
          .filter(({ statement }) => statement.Effect !== 'Deny')
          .flatMap((located) => [
            ...negations(resource, located),
            ...everyResource(resource, located),
            ...patterns(resource, located),
          ]),
  ),
});

function negations(resource: Resource, { location, statement }: Located): readonly Violation[] {
  return ['NotAction', 'NotResource']
    .filter((key) => statement[key] !== undefined)
    .map((key) => {
      const message = `received ${show(statement[key])}, expected none`;
      return violation(
        resource,
        `${location}.${key}`,
        message,
        'list `actions` and `resources` of the PolicyStatement',
      );
    });
}

function everyResource(resource: Resource, { location, statement }: Located): readonly Violation[] {
  if (!asList(statement.Resource).includes('*') || asList(statement.Action).every(isOfNoResource)) return [];
  const message = `received "*" for ${show(statement.Action)}, expected resources: not every one of them takes none`;
  const fix = 'name `resources` of the PolicyStatement; give actions that take none a statement of their own';
  return [violation(resource, `${location}.Resource`, message, fix)];
}

function patterns(resource: Resource, { location, statement }: Located): readonly Violation[] {
  return asList(statement.Action)
    .filter((action) => String(action).includes('*') && !ofGrants.includes(String(action)))
    .map((action) => {
      const message = `received ${show(action)}, expected exact actions`;
      return violation(resource, `${location}.Action`, message, 'name each of the `actions` of the PolicyStatement');
    });
}

const isOfNoResource = (action: unknown): boolean => ofNoResource.some((known) => known.test(String(action)));

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
