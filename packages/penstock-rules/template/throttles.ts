import { asArray, asObject, type JsonObject } from '../json.ts';
import { type Resource, resourcesOf } from './resources.ts';
import { type ServedMethod, servedBy } from './served-methods.ts';

/** Requests that a stage lets through: steadily in a second, and at once. */
export interface Throttle {
  readonly rate: unknown;
  readonly burst: unknown;
}

/** The stages of a REST, HTTP or WebSocket API. */
export const stageTypes = ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage'];

export const stagesOf = (stack: Resource['stack']): readonly Resource[] => resourcesOf(stack, ...stageTypes);

/** The throttle of all methods of a stage that have none of their own; undefined where the account's alone holds. */
export function defaultThrottleOf(stage: Resource): Throttle | undefined {
  if (stage.type === 'AWS::ApiGatewayV2::Stage') return throttleIn(asObject(stage.properties.DefaultRouteSettings));
  return throttleIn(settingsOf(stage).find((one) => one.HttpMethod === '*' && one.ResourcePath === '/*'));
}

/** How the settings of a stage write a path. */
const settingsPath = (path: string): string => (path === '/' ? path : `/${path.replaceAll('/', '~1')}`);

/** The throttle of a method: its own, or that of its stage. */
const throttleOf = (stage: Resource, { method, path }: ServedMethod): Throttle | undefined =>
  throttleIn(
    settingsOf(stage).find(
      ({ HttpMethod, ResourcePath }) => HttpMethod === method && ResourcePath === settingsPath(path),
    ),
  ) ?? defaultThrottleOf(stage);

/** The methods behind a stage, each with its throttle. */
export const throttledMethodsOf = (
  stage: Resource,
): readonly (ServedMethod & { readonly throttle: Throttle | undefined })[] =>
  servedBy(stage).map((served) => ({ ...served, throttle: throttleOf(stage, served) }));

const settingsOf = ({ properties }: Resource): readonly JsonObject[] =>
  asArray(properties.MethodSettings).map(asObject);

function throttleIn(settings: JsonObject | undefined): Throttle | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = asObject(settings);
  return rate === undefined || burst === undefined ? undefined : { rate, burst };
}
