import { asObject, show } from '../json.ts';
import { defineRule } from '../rule.ts';
import { eachResource, violation } from '../template/resources.ts';
import { defaultThrottleOf, stageTypes, throttledMethodsOf } from '../template/throttles.ts';

const isOfRest = (type: string): boolean => type === 'AWS::ApiGateway::Stage';

export const stageThrottleRule = defineRule({
  id: 'stage-throttle',
  title: 'Every stage of an API has a rate and a burst of its own',
  why: 'Without them one API, or one caller of it, can use up the requests that the account has for all of them.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html',
  check: eachResource(stageTypes, (stage) => {
    const methods = throttledMethodsOf(stage);
    const eachHasOne = methods.length > 0 && methods.every(({ throttle }) => throttle !== undefined);
    if (defaultThrottleOf(stage) !== undefined || eachHasOne) return [];
    const name = isOfRest(stage.type) ? 'MethodSettings' : 'DefaultRouteSettings';
    const message = `received ${show(stage.properties[name])}, expected a rate and a burst for every method`;
    const fix = isOfRest(stage.type)
      ? 'set `throttlingRateLimit` and `throttlingBurstLimit` in `deployOptions` of the RestApi'
      : 'set `throttle` of the HttpStage or WebSocketStage';
    return [violation(stage, `Properties.${name}`, message, fix)];
  }),
});

export const stageLogRule = defineRule({
  id: 'stage-log',
  title: 'Every stage of an API writes an access log',
  why: 'What the gateway refuses reaches no function: without its log nobody can say who was throttled, unauthorized or timed out.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  check: eachResource(stageTypes, (stage) => {
    const name = isOfRest(stage.type) ? 'AccessLogSetting' : 'AccessLogSettings';
    const { [name]: setting } = stage.properties;
    if (asObject(setting).DestinationArn !== undefined) return [];
    const message = `received ${show(setting)}, expected a log group`;
    const fix = isOfRest(stage.type)
      ? 'set `accessLogDestination: new LogGroupLogDestination(group)` in `deployOptions` of the RestApi'
      : 'set `accessLogSettings` of the HttpStage or WebSocketStage';
    return [violation(stage, `Properties.${name}`, message, fix)];
  }),
});
