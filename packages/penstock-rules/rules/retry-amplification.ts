import { asArray, asObject, type JsonObject } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';
import { textOf } from '../template/text.ts';

export const retryAmplificationRule = defineRule({
  id: 'retry-amplification',
  title: 'A state machine retries a failure on one level alone',
  why: 'A Map or a Parallel that retries, and whose states retry too, multiplies the attempts: 4 of one and 7 of the other are 28 calls to what has failed.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_limit_retries.html',
  check: eachResource(['AWS::StepFunctions::StateMachine'], (machine) =>
    amplified(machine, definitionOf(machine).States, 1),
  ),
});

function amplified(machine: Resource, states: unknown, outer: number): readonly Violation[] {
  return Object.entries(asObject(states)).flatMap(([name, value]) => {
    const state = asObject(value);
    const own = attemptsOf(state);
    const within = innerStatesOf(state).flatMap((inner) => amplified(machine, inner, outer * own));
    if (outer === 1 || own === 1) return within;
    const message = `received ${own} attempts of "${name}" in each of ${outer} around it, ${own * outer} in all, expected retries on one level`;
    const fix =
      'call `addRetry` of the state or of the Map or Parallel around it, not of both; `retryOnServiceExceptions: false` of a LambdaInvoke takes its own away';
    return [violation(machine, 'Properties.DefinitionString', message, fix), ...within];
  });
}

/** The first attempt, and the retries of the error that has most of them: three where a retrier does not say. */
function attemptsOf({ Retry }: JsonObject): number {
  const retries = asArray(Retry).map((one) => Number(asObject(one).MaxAttempts ?? 3));
  return 1 + Math.max(0, ...retries);
}

/** The states within a Parallel or a Map; `Iterator` is what a Map had before `ItemProcessor`. */
const innerStatesOf = ({ Branches, Iterator: iterator, ItemProcessor }: JsonObject): readonly unknown[] =>
  [...asArray(Branches), iterator, ItemProcessor].map((one) => asObject(one).States);

function definitionOf({ properties: { Definition, DefinitionString } }: Resource): JsonObject {
  if (DefinitionString === undefined) return asObject(Definition);
  try {
    return asObject(JSON.parse(textOf(DefinitionString)));
  } catch {
    return {};
  }
}
