import { asArray, asObject, show } from 'penstock-rules/json';
import type { Violation } from 'penstock-rules/rule';
import { type Consumption, consumptionsOf } from 'penstock-rules/template/pollers';
import { type Resource, referenced, resourcesOf, violation } from 'penstock-rules/template/resources';
import type { Consumer } from '../../contract/events/model.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { isNamed } from './names.ts';
import type { Rule } from './rule.ts';

/** Wherever there is a bus, consumers.yaml, the queues, the functions and the rules say the same, and no more. */
export const consumerParityRule: Rule = {
  id: 'consumer-parity',
  check: ({ stacks, consumers, stage }) =>
    stacks.flatMap((stack) => {
      const [bus] = resourcesOf(stack, 'AWS::Events::EventBus');
      if (bus === undefined) return [];
      return [
        ...consumers.flatMap((consumer) => judge(bus, consumer, stage)),
        ...consumptionsOf(stack)
          .filter(({ target }) => !consumers.some(({ name }) => isNamed(target.properties.FunctionName, stage, name)))
          .map(surplus),
      ];
    }),
};

function judge(bus: Resource, consumer: Consumer, stage: AppStage): readonly Violation[] {
  const { name, queue: queueName, timeout, detailTypes } = consumer;
  const consumption = consumptionsOf(bus.stack).find(
    ({ queue, target }) =>
      isNamed(queue.properties.QueueName, stage, queueName) && isNamed(target.properties.FunctionName, stage, name),
  );
  if (consumption === undefined) {
    const message = `received no poller from ${queueName} to ${name}, expected one`;
    return [violation(bus, 'Properties.Name', message, 'make a WorkQueue for each consumer, and its function')];
  }
  return [
    ...judgePoller(consumption),
    ...judgeTimeout(consumption, timeout),
    ...judgeRoute(bus, consumption, detailTypes),
  ];
}

function judgePoller({ mapping }: Consumption): readonly Violation[] {
  const { Enabled } = mapping.properties;
  if (Enabled === undefined || Enabled === true) return [];
  const message = `received ${show(Enabled)}, expected a poller that polls`;
  return [violation(mapping, 'Properties.Enabled', message, 'enable it')];
}

function judgeTimeout({ target }: Consumption, timeout: number): readonly Violation[] {
  if (target.properties.Timeout === timeout) return [];
  const message = `received ${show(target.properties.Timeout)}, expected the ${timeout} s of consumers.yaml`;
  return [violation(target, 'Properties.Timeout', message, 'take `timeout` of the consumer')];
}

function judgeRoute(bus: Resource, { queue }: Consumption, types: Consumer['detailTypes']): readonly Violation[] {
  const routes = resourcesOf(bus.stack, 'AWS::Events::Rule').filter(({ properties }) =>
    asArray(properties.Targets).some((target) => referenced(asObject(target).Arn) === queue.logicalId),
  );
  const received = routes.flatMap(({ properties }) => asArray(asObject(properties.EventPattern)['detail-type']));
  const whole = routes.filter(({ properties }) =>
    asArray(properties.Targets).some((target) => asObject(target).InputPath !== '$.detail'),
  );
  return [
    ...(JSON.stringify(received) === JSON.stringify(types)
      ? []
      : [
          violation(
            routes[0] ?? bus,
            routes.length === 0 ? 'Properties.Name' : 'Properties.EventPattern',
            `received ${show(received)} for ${queue.logicalId}, expected ${show(types)}`,
            'deliver the `detailTypes` of the consumer to its queue',
          ),
        ]),
    ...routes
      .filter(({ properties }) => properties.State === 'DISABLED')
      .map((rule) =>
        violation(rule, 'Properties.State', 'received "DISABLED", expected a rule that routes', 'enable it'),
      ),
    ...whole.map((rule) =>
      violation(
        rule,
        'Properties.Targets',
        'received an event with what the bus puts around it, expected InputPath $.detail',
        'route with `deliver` of the EventBus',
      ),
    ),
  ];
}

const surplus = ({ mapping, target }: Consumption): Violation =>
  violation(
    mapping,
    'Properties.FunctionName',
    `received ${show(target.properties.FunctionName)}, expected only consumers of consumers.yaml`,
    'declare the consumer there',
  );
