import { compilePattern, type Pattern } from '../../contract/events/pattern.ts';
import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { evaluateResourcePolicy } from '../iam/resource-policy.ts';
import { isObject, type JsonObject, list, number, object, parseJson, text } from '../json.ts';
import { sendingProblem } from '../kms/queue-access.ts';
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

/** Reads the event buses of an assembly; a rule whose events would be lost in AWS is a problem. */
export function readBuses(assembly: ResolvedAssembly, queues: readonly QueueDefinition[]): readonly BusDefinition[] {
  const rules = assembly.resources('AWS::Events::Rule');
  const archives = assembly.resources('AWS::Events::Archive').map((archive) => readArchive(archive, assembly));
  const buses = assembly.resources('AWS::Events::EventBus');
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
      .map((rule) => readRule(rule, queues, assembly)),
  }));
}

function isOn(rule: Resource, bus: Resource): boolean {
  const name = rule.properties.EventBusName;
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

function readRule(rule: Resource, queues: readonly QueueDefinition[], assembly: ResolvedAssembly): RuleDefinition {
  return {
    name: rule.id.split('|').at(-1) ?? rule.id,
    arn: rule.arn,
    pattern: JSON.stringify(rule.properties.EventPattern),
    matches: readPattern(rule, rule.properties.EventPattern, assembly),
    targets: list(rule.properties.Targets)
      .filter(isObject)
      .map((target) => readTarget(rule, target, queues, assembly)),
  };
}

function readTarget(
  rule: Resource,
  target: JsonObject,
  queues: readonly QueueDefinition[],
  { problems, account }: ResolvedAssembly,
): TargetDefinition {
  const refuse = (message: string) => problems.add(rule, message, `Properties.Targets[${text(target.Id) ?? ''}]`);
  const queueOf = (arn: string) => {
    const queue = queues.find((candidate) => candidate.arn === arn);
    if (queue === undefined) refuse(`the local cloud delivers to queues of the template; ${arn} is none.`);
    else if (!takesFrom(queue, rule.arn, account))
      refuse(`the policy of queue ${queue.name} takes no message from it.`);
    const lost = queue === undefined ? undefined : sendingProblem(queue, 'events.amazonaws.com', rule.arn);
    if (lost !== undefined) refuse(lost);
    return queue;
  };
  const queue = queueOf(String(target.Arn));
  const deadLetterArn = text(object(target.DeadLetterConfig).Arn);
  const deadLetters = deadLetterArn === undefined ? undefined : queueOf(deadLetterArn);
  return {
    id: String(target.Id),
    arn: String(target.Arn),
    input: inputOf(target, refuse),
    retries: retriesOf(object(target.RetryPolicy), refuse),
    ...(queue === undefined ? {} : { queue }),
    ...(deadLetters === undefined ? {} : { deadLetters }),
  };
}

function takesFrom({ policy, arn }: QueueDefinition, sourceArn: string, account: string): boolean {
  const asker = { principal: 'events.amazonaws.com', sourceArn };
  return evaluateResourcePolicy(policy, asker, 'sqs:SendMessage', arn, account) === 'allowed';
}

function inputOf({ Input, InputPath }: JsonObject, refuse: (message: string) => void): TargetDefinition['input'] {
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
