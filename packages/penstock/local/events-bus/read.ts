import { compilePattern, type Pattern } from '../../contract/events/pattern.ts';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { defaultBus } from '../assembly/types/events.ts';
import { evaluateResourcePolicy } from '../iam/resource-policy.ts';
import { isObject, type JsonObject, list, number, object, parseJson, text } from '../json.ts';
import { sendingProblem } from '../kms/queue-access.ts';
import { type Permits, readPermissions } from '../lambda/permissions.ts';
import type { QueueDefinition } from '../queues/definition.ts';
import {
  type ArchiveDefinition,
  type BusDefinition,
  mostRetries,
  type RetryPolicy,
  type RuleDefinition,
  type TargetDefinition,
} from './definition.ts';
import { compileInputPath } from './input-path.ts';
import { compileTransformer } from './input-transformer.ts';
import { readSchedule } from './schedule.ts';

/** Reads the event buses of an assembly; a rule whose events would be lost in AWS is a problem. */
export function readBuses(assembly: ResolvedAssembly, queues: readonly QueueDefinition[]): readonly BusDefinition[] {
  const rules = assembly.resources('AWS::Events::Rule');
  const archives = assembly.resources('AWS::Events::Archive').map((archive) => readArchive(archive, assembly));
  const targets: Targets = { queues, permits: readPermissions(assembly, 'events.amazonaws.com') };
  const buses = [...defaultBuses(rules, assembly.account), ...assembly.resources('AWS::Events::EventBus')];
  for (const rule of rules) {
    if (buses.some((bus) => isOn(rule, bus))) continue;
    assembly.problems.add(rule, 'names a bus that is not in the template.', 'Properties.EventBusName');
  }
  return buses.map((bus) => ({
    name: bus.id,
    arn: bus.arn,
    region: bus.region,
    archives: archives.filter(({ busArn }) => busArn === bus.arn),
    rules: rules
      .filter((rule) => isOn(rule, bus) && rule.properties.State !== 'DISABLED')
      .map((rule) => readRule(rule, targets, assembly)),
  }));
}

interface Targets {
  readonly queues: readonly QueueDefinition[];
  readonly permits: Permits;
}

type Bus = Pick<Resource, 'id' | 'arn' | 'region'>;

/** The default buses that rules are on: no template has them. */
function defaultBuses(rules: readonly Resource[], account: string): readonly Bus[] {
  const regions = new Set(rules.map(({ region }) => region));
  const all = [...regions].map((region) => ({
    id: defaultBus,
    arn: `arn:aws:events:${region}:${account}:event-bus/${defaultBus}`,
    region,
  }));
  return all.filter((bus) => rules.some((rule) => isOn(rule, bus)));
}

function isOn(rule: Resource, bus: Bus): boolean {
  const name = rule.properties.EventBusName ?? defaultBus;
  return rule.region === bus.region && (name === bus.id || name === bus.arn);
}

function readArchive(archive: Resource, assembly: ResolvedAssembly): ArchiveDefinition {
  const { SourceArn, EventPattern, RetentionDays } = archive.properties;
  return {
    name: archive.id,
    arn: archive.arn,
    busArn: String(SourceArn),
    matches: EventPattern === undefined ? () => true : readPattern(archive, EventPattern, assembly),
    retention: number(RetentionDays) ?? 0,
  };
}

function readPattern(resource: Resource, pattern: unknown, { problems }: ResolvedAssembly): Pattern {
  const refuse = (message: string) => problems.add(resource, message, 'Properties.EventPattern');
  return compilePattern(typeof pattern === 'string' ? parseJson(pattern) : pattern, refuse);
}

function readRule(rule: Resource, among: Targets, assembly: ResolvedAssembly): RuleDefinition {
  const { EventPattern, ScheduleExpression } = rule.properties;
  const schedule = ScheduleExpression === undefined ? undefined : scheduleOf(rule, assembly);
  // A schedule says it all; without one a pattern has to.
  const isSilent = EventPattern === undefined && ScheduleExpression !== undefined;
  return {
    name: rule.id.split('|').at(-1) ?? rule.id,
    arn: rule.arn,
    pattern: isSilent ? '' : JSON.stringify(EventPattern),
    matches: isSilent ? () => false : readPattern(rule, EventPattern, assembly),
    ...(schedule === undefined ? {} : { schedule }),
    targets: list(rule.properties.Targets)
      .filter(isObject)
      .map((target) => readTarget(rule, target, among, assembly)),
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
function scheduleOf(rule: Resource, { problems }: ResolvedAssembly): RuleDefinition['schedule'] {
  const refuse = (message: string) => problems.add(rule, message, 'Properties.ScheduleExpression');
  if ((rule.properties.EventBusName ?? defaultBus) !== defaultBus) {
    refuse('ScheduleExpression is supported only on the default event bus.');
  }
  const schedule = readSchedule(String(rule.properties.ScheduleExpression));
  if (typeof schedule !== 'string') return schedule;
  refuse(schedule);
  return undefined;
}

function readTarget(
  rule: Resource,
  target: JsonObject,
  { queues, permits }: Targets,
  { problems, account, resources }: ResolvedAssembly,
): TargetDefinition {
  const refuse = (message: string) => problems.add(rule, message, `Properties.Targets[${text(target.Id) ?? ''}]`);
  const queueOf = (arn: string) => {
    const queue = queues.find((candidate) => candidate.arn === arn);
    if (queue === undefined)
      refuse(`the local cloud delivers to queues and functions of the template; ${arn} is none.`);
    else if (!takesFrom(queue, rule.arn, account))
      refuse(`the policy of queue ${queue.name} takes no message from it.`);
    const lost = queue === undefined ? undefined : sendingProblem(queue, 'events.amazonaws.com', rule.arn);
    if (lost !== undefined) refuse(lost);
    return queue;
  };
  const functionOf = (arn: string) => {
    if (!isFunction(arn, resources('AWS::Lambda::Function'))) return undefined;
    if (!permits(arn, rule.arn))
      refuse(`the policy of function ${arn.split(':')[6]} does not let it be invoked by the rule.`);
    return arn;
  };
  const functionArn = functionOf(String(target.Arn));
  const queue = functionArn === undefined ? queueOf(String(target.Arn)) : undefined;
  const deadLetterArn = text(object(target.DeadLetterConfig).Arn);
  const deadLetters = deadLetterArn === undefined ? undefined : queueOf(deadLetterArn);
  return {
    id: String(target.Id),
    arn: String(target.Arn),
    input: inputOf(target, { arn: rule.arn, name: rule.id.split('|').at(-1) ?? rule.id }, refuse),
    retries: retriesOf(object(target.RetryPolicy), refuse),
    ...(queue === undefined ? {} : { queue }),
    ...(functionArn === undefined ? {} : { functionArn }),
    ...(deadLetters === undefined ? {} : { deadLetters }),
  };
}

/** With or without an alias or a version. */
function isFunction(arn: string, functions: readonly Resource[]): boolean {
  const unqualified = arn.split(':').slice(0, 7).join(':');
  return functions.some((fn) => fn.arn === unqualified);
}

function takesFrom({ policy, arn }: QueueDefinition, sourceArn: string, account: string): boolean {
  const asker = { principal: 'events.amazonaws.com', sourceArn };
  return evaluateResourcePolicy(policy, asker, 'sqs:SendMessage', arn, account) === 'allowed';
}

function inputOf(
  { Input, InputPath, InputTransformer }: JsonObject,
  rule: Pick<RuleDefinition, 'arn' | 'name'>,
  refuse: (message: string) => void,
): TargetDefinition['input'] {
  if (InputTransformer !== undefined) return compileTransformer(object(InputTransformer), rule, refuse);
  if (Input !== undefined) return () => parseJson(String(Input)) ?? Input;
  if (InputPath === undefined) return (event) => event;
  const take = compileInputPath(String(InputPath));
  if (take === undefined) refuse(`the local cloud does not understand the InputPath ${String(InputPath)}.`);
  return take ?? (() => undefined);
}

function retriesOf(policy: JsonObject, refuse: (message: string) => void): RetryPolicy {
  const read = (name: string, least: number, most: number) => {
    const value = policy[name] === undefined ? most : number(policy[name]);
    if (value !== undefined && Number.isInteger(value) && value >= least && value <= most) return value;
    refuse(`RetryPolicy.${name} is a number from ${least} to ${most}, received ${JSON.stringify(policy[name])}.`);
    return most;
  };
  return {
    attempts: read('MaximumRetryAttempts', 0, mostRetries.attempts),
    age: read('MaximumEventAgeInSeconds', 60, mostRetries.age),
  };
}
