import { asObject, type JsonObject } from 'penstock-rules/json';
import { type NamedType, namedTypes } from 'penstock-rules/named-types';
import type { AssemblyStack } from '../assembly.ts';
import { resourcesIn } from '../deployed.ts';
import { type Finding, finding, type Subject } from './check.ts';
import { movesOf } from './moves.ts';

/** What a stack that is to be made finds under the names that it wants, and may take in. */
export interface Import {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  /** For `cdk import`; undefined where `--import-existing-resources` knows it by its name. */
  readonly identifier: Readonly<Record<string, string>> | undefined;
}

export interface Names {
  readonly findings: readonly Finding[];
  readonly imports: readonly Import[];
}

/** Calls at a time: Cloud Control takes few a second. */
const atOnce = 8;

/** Names that new resources want are free, or are those of resources that a deleted stack kept. */
export async function namesOf(subject: Subject): Promise<Names> {
  const taken = await inTurns(wantedIn(subject), async (one) => ((await isThere(one, subject)) ? [one] : []));
  const isKept = ({ deletionPolicy, type }: Wanted) => deletionPolicy.startsWith('Retain') && type.import !== 'none';
  return {
    findings: taken.filter((one) => !isKept(one)).map(inTheWay),
    imports: await inTurns(taken.filter(isKept), async (one) => [await importOf(one, subject)]),
  };
}

interface Wanted {
  readonly stack: AssemblyStack;
  readonly logicalId: string;
  readonly typeName: string;
  readonly type: NamedType;
  readonly name: string;
  readonly deletionPolicy: string;
}

/** New resources whose names are known, of types that Cloud Control finds by them. */
function wantedIn({ deployed }: Subject): readonly Wanted[] {
  const moved = new Set(movesOf({ deployed }).map(({ to, logicalId }) => `${to.name} ${logicalId}`));
  return [...deployed].flatMap(([stack, { resources: before, state, made }]) => {
    // What is left of a stack that could not be made goes when the CLI deletes it.
    if (!made && state !== undefined && state.status !== 'DELETE_COMPLETE') return [];
    return Object.entries(resourcesIn(stack.template))
      .filter(([logicalId]) => before[logicalId] === undefined && !moved.has(`${stack.name} ${logicalId}`))
      .flatMap(([logicalId, resource]) => wanted(stack, logicalId, resource));
  });
}

function wanted(
  stack: AssemblyStack,
  logicalId: string,
  { Type, Properties, DeletionPolicy }: JsonObject,
): readonly Wanted[] {
  const typeName = String(Type);
  const type = namedTypes[typeName];
  const name = type === undefined ? undefined : asObject(Properties)[type.name];
  if (type === undefined || type.import === 'none' || typeof name !== 'string') return [];
  return [{ stack, logicalId, typeName, type, name, deletionPolicy: String(DeletionPolicy) }];
}

const isThere = async ({ stack: { region }, typeName, name }: Wanted, { cloud, account }: Subject): Promise<boolean> =>
  typeName === 'AWS::SecretsManager::Secret'
    ? (await cloud.in(region).secretArn(name)) !== undefined
    : (await cloud.in(region).resource(typeName, identifierOf(typeName, name, region, account))) !== undefined;

const identifierOf = (typeName: string, name: string, region: string, account: string): string =>
  typeName === 'AWS::SQS::Queue' ? queueUrl(name, region, account) : name;

const queueUrl = (name: string, region: string, account: string): string =>
  `https://sqs.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${account}/${name}`;

async function importOf(
  { stack, logicalId, typeName, type, name }: Wanted,
  { cloud, account }: Subject,
): Promise<Import> {
  const of = { stack: stack.name, logicalId, type: typeName, name };
  if (type.import === 'name') return { ...of, identifier: undefined };
  const value =
    typeName === 'AWS::SecretsManager::Secret'
      ? ((await cloud.in(stack.region).secretArn(name)) ?? name)
      : identifierOf(typeName, name, stack.region, account);
  return { ...of, identifier: { [type.identifier]: value } };
}

function inTheWay({ stack: { name: stack, region }, typeName, name }: Wanted): Finding {
  const fix = deletes(typeName, name, region) ?? `delete it, or give ${stack} another name for it`;
  return finding(`${typeName} ${name} in ${region}`, 'one that no stack of this stage has', 'a name that is free', fix);
}

const deletions: Readonly<Record<string, (name: string) => string>> = {
  'AWS::CloudWatch::Alarm': (name) => `cloudwatch delete-alarms --alarm-names ${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `dynamodb delete-table --table-name ${name}`,
  'AWS::Events::Archive': (name) => `events delete-archive --archive-name ${name}`,
  'AWS::Events::EventBus': (name) => `events delete-event-bus --name ${name}`,
  'AWS::Lambda::Function': (name) => `lambda delete-function --function-name ${name}`,
  'AWS::Logs::LogGroup': (name) => `logs delete-log-group --log-group-name ${name}`,
  'AWS::SecretsManager::Secret': (name) =>
    `secretsmanager delete-secret --force-delete-without-recovery --secret-id ${name}`,
  'AWS::SQS::Queue': (name) =>
    `sqs delete-queue --queue-url $(aws sqs get-queue-url --queue-name ${name} --query QueueUrl --output text)`,
  'AWS::SSM::Parameter': (name) => `ssm delete-parameter --name ${name}`,
};

const deletes = (typeName: string, name: string, region: string): string | undefined => {
  const command = deletions[typeName]?.(name);
  return command === undefined ? undefined : `aws --region ${region} ${command}`;
};

async function inTurns<From, To>(
  all: readonly From[],
  work: (one: From) => Promise<readonly To[]>,
): Promise<readonly To[]> {
  const left = [...all.entries()];
  const done: (readonly To[])[] = [];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) done[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done.flat();
}
