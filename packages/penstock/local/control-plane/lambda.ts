import { createHash } from 'node:crypto';
import type { Answer } from '../endpoint/service.ts';
import { object, parseJson, text } from '../json.ts';
import { accountLimit } from '../lambda/concurrency.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import { LocalError } from '../problems.ts';
import type { Provisioner } from '../provisioning/provisioner.ts';
import type { Stack, StackResource } from '../provisioning/stack.ts';
import type { AssetStore } from './asset-store.ts';
import { bytesAnswer, type ControlRequest, type ControlService } from './service.ts';

interface Found {
  readonly stack: Stack;
  readonly resource: StackResource;
}

type Operation = (request: ControlRequest, name: string) => Promise<object>;

class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/**
 * Lambda as far as hotswaps use it: a function gets other code or settings, behind its stack's back.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function createLambdaControl(
  provisionerOf: (region: string) => Provisioner | undefined,
  store: AssetStore,
): ControlService {
  const functionOf = (region: string, name: string) => find(provisionerOf(region), 'AWS::Lambda::Function', name);
  const change = async (region: string, name: string, properties: object): Promise<object> => {
    const { stack, resource } = functionOf(region, name);
    await provisionerOf(region)?.patch(stack, resource.logicalId, (before) => ({ ...before, ...properties }));
    return configurationOf(functionOf(region, name));
  };
  const routes: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
    ['GET', /\/account-settings$/, async ({ region }) => accountSettings(provisionerOf(region)?.plan.functions ?? [])],
    ['GET', /\/functions\/([^/]+)$/, async ({ region }, name) => describe(functionOf(region, name))],
    [
      'GET',
      /\/functions\/([^/]+)\/configuration$/,
      async ({ region }, name) => configurationOf(functionOf(region, name)),
    ],
    [
      'PUT',
      /\/functions\/([^/]+)\/code$/,
      ({ region, body }, name) => change(region, name, { Code: codeOf(body, store) }),
    ],
    ['PUT', /\/functions\/([^/]+)\/configuration$/, ({ region, body }, name) => change(region, name, settingsOf(body))],
    [
      'POST',
      /\/functions\/([^/]+)\/versions$/,
      async ({ region }, name) => {
        const found = functionOf(region, name);
        const Version = String(provisionerOf(region)?.nextSerial(found.resource.arn));
        return { ...configurationOf(found), Version, FunctionArn: `${found.resource.arn}:${Version}` };
      },
    ],
    [
      'PUT',
      /\/functions\/([^/]+)\/aliases\/[^/]+$/,
      async ({ region, path, body }, name) => {
        const aliasName = path.split('/').at(-1) ?? '';
        const aliasArn = `${functionOf(region, name).resource.arn}:${aliasName}`;
        const { stack, resource } = find(provisionerOf(region), 'AWS::Lambda::Alias', aliasArn);
        const { FunctionVersion } = object(parseJson(body.toString('utf8')));
        await provisionerOf(region)?.patch(stack, resource.logicalId, (before) => ({ ...before, FunctionVersion }));
        return { AliasArn: resource.id, Name: aliasName, FunctionVersion };
      },
    ],
  ];
  return {
    name: 'lambda',
    answer: async (request) => {
      for (const [method, pattern, operation] of routes) {
        const found = pattern.exec(decodeURIComponent(request.path));
        if (method === request.method && found !== null) return answerOf(() => operation(request, found[1] ?? ''));
      }
      return refused(
        new Refusal(501, 'UnknownOperationException', `The local cloud has no ${request.method} ${request.path}.`),
      );
    },
  };
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export function accountSettings(functions: readonly Pick<FunctionDefinition, 'reservedConcurrency'>[]) {
  const reserved = functions.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  return {
    AccountLimit: {
      ConcurrentExecutions: accountLimit,
      UnreservedConcurrentExecutions: accountLimit - reserved,
    },
    AccountUsage: { FunctionCount: functions.length },
  };
}

async function answerOf(work: () => Promise<object>): Promise<Answer> {
  try {
    return bytesAnswer(200, 'application/json', JSON.stringify(await work()));
  } catch (error) {
    if (error instanceof LocalError) return refused(new Refusal(400, 'InvalidParameterValueException', error.message));
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

function refused({ status, type, message }: Refusal): Answer {
  const answer = bytesAnswer(status, 'application/json', JSON.stringify({ Type: 'User', Message: message }));
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

/** @param name of a function, or its ARN */
function find(provisioner: Provisioner | undefined, type: string, name: string): Found {
  for (const stack of provisioner?.stacks ?? []) {
    const resource = [...stack.state.resources.values()].find(
      (one) => one.type === type && (one.id === name || one.arn === name),
    );
    if (resource !== undefined) return { stack, resource };
  }
  throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);
}

/** A change is made when it is answered: no update is ever in progress. */
function configurationOf({ resource }: Found) {
  const { id, arn, properties, actual = properties } = resource;
  const { Role, Handler, Runtime, Timeout, MemorySize, Environment, Code } = actual;
  return {
    FunctionName: id,
    FunctionArn: arn,
    Runtime,
    Role,
    Handler,
    Timeout,
    MemorySize,
    ...(Environment === undefined ? {} : { Environment }),
    CodeSha256: createHash('sha256').update(JSON.stringify(Code)).digest('base64'),
    Version: '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
}

const describe = (found: Found): object => ({ Configuration: configurationOf(found), Code: { RepositoryType: 'S3' } });

/** Code comes as the place of an upload, or in the request; the key of that names its content. */
function codeOf(body: Buffer, store: AssetStore): object {
  const { S3Bucket, S3Key, ZipFile } = object(parseJson(body.toString('utf8')));
  if (text(S3Key) !== undefined) return { S3Bucket, S3Key };
  const content = Buffer.from(text(ZipFile) ?? '', 'base64');
  const key = `${createHash('sha256').update(content).digest('hex')}.zip`;
  store.put('direct', key, content);
  return { S3Bucket: 'direct', S3Key: key };
}

function settingsOf(body: Buffer): object {
  const { Description, Environment, Handler, MemorySize, Timeout } = object(parseJson(body.toString('utf8')));
  const given = { Description, Environment, Handler, MemorySize, Timeout };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
