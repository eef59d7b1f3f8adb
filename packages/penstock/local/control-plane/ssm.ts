import { type AwsService, answerOf, ServiceError } from '../endpoint/service.ts';
import { type JsonObject, text, texts } from '../json.ts';
import type { Provisioner } from '../provisioning/provisioner.ts';

/** More than any version of the CDK CLI asks for: nothing of a bootstrap stack is missing here. */
const bootstrapVersion = '1000';
const ofBootstrap = /^\/cdk-bootstrap\/[^/]+\/version$/;

/**
 * Systems Manager's parameters: those that stacks make, and the one that says that an environment is bootstrapped.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function createSsmService(provisioner: Provisioner, region: string, account: string): AwsService {
  const find = (name: string): JsonObject | undefined => {
    const value = ofBootstrap.test(name) ? bootstrapVersion : deployed(provisioner, name);
    if (value === undefined) return undefined;
    const ARN = arnOf(name);
    return { Name: name, Type: 'String', Value: value, Version: 1, ARN, DataType: 'text' };
  };
  const arnOf = (name: string) => `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
  const namesOf = (input: JsonObject) => [...texts(input.Names), ...texts(input.Name)];
  const operations: Readonly<Record<string, (input: JsonObject) => JsonObject>> = {
    GetParameter: (input) => {
      const parameter = find(text(input.Name) ?? '');
      if (parameter === undefined) throw new ServiceError('ParameterNotFound', `There is no parameter ${input.Name}.`);
      return { Parameter: parameter };
    },
    GetParameters: (input) => {
      const names = namesOf(input);
      return {
        Parameters: names.flatMap((name) => find(name) ?? []),
        InvalidParameters: names.filter((name) => find(name) === undefined),
      };
    },
  };
  return {
    target: 'AmazonSSM',
    prefix: 'ssm',
    deniedStatus: 400,
    accesses: (operation, input) =>
      Object.hasOwn(operations, operation)
        ? namesOf(input).map((name) => ({ action: `ssm:${operation}`, resource: arnOf(name) }))
        : undefined,
    answer: (operation, input) => answerOf('1.1', () => operations[operation]?.(input) ?? {}),
  };
}

function deployed({ stacks }: Provisioner, name: string): string | undefined {
  const found = stacks
    .flatMap(({ state }) => [...state.resources.values()])
    .find(({ type, id }) => type === 'AWS::SSM::Parameter' && id === name);
  return found === undefined ? undefined : String((found.actual ?? found.properties).Value);
}
