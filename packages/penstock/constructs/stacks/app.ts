import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { endpointsOf } from '../../contract/endpoints.ts';
import { alarmsTell } from '../alarm.ts';
import { exceedsQuotas, isOnlyLocal } from '../check-quotas.ts';
import { type AppParts, ownContexts, relaysOf } from '../context/app-parts.ts';
import type { Context } from '../context/context.ts';
import { stageChecks } from '../rules/plugin.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { ApiStack, type ApiStackProps } from './api.ts';
import { DataStack } from './data.ts';
import { EdgeStack } from './edge.ts';
import { hasEdge } from './edge-names.ts';
import { EventsStack } from './events.ts';
import { functionGroups } from './function-groups.ts';
import { FunctionsStack } from './functions.ts';
import { GrpcStack } from './grpc.ts';
import { markOnlyLocal, unlimited } from './only-local.ts';

export interface PenstockProps extends AppParts {
  readonly stage: AppStage;
  /** Contains one folder per function. */
  readonly assets: string;
  readonly version: string;
  /** Feature flags; the CDK CLI passes those of cdk.json by itself. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly outdir?: string;
}

/** A stack holds something, or CloudFormation does not take it. */
const hasData = (contexts: readonly Context[]): boolean =>
  contexts.some(({ tables = {}, providers = {} }) => Object.keys({ ...tables, ...providers }).length > 0);
const hasEvents = ({ consumers, contexts }: AppParts): boolean => consumers.length > 0 || relaysOf(contexts).length > 0;

const edgeOf = (app: App, stage: AppStage): readonly EdgeStack[] => (hasEdge(stage) ? [new EdgeStack(app, stage)] : []);

const grpcOf = (app: App, props: ApiStackProps): readonly GrpcStack[] => {
  const { grpc } = props.stage;
  return grpc === undefined ? [] : [new GrpcStack(app, { ...props, grpc })];
};

const functionsOf = (app: App, props: ApiStackProps): readonly FunctionsStack[] =>
  functionGroups(endpointsOf(props), props.contexts, props.stage).map((group) => new FunctionsStack(app, props, group));

function emptyApp(
  props: Omit<ApiStackProps, 'region'>,
  outdir: string | undefined,
  given: PenstockProps['context'] = {},
): App {
  // Once: by itself it would synthesize again when the process ends, and throw what was found a second time.
  return new App({
    autoSynth: false,
    context: { ...(isOnlyLocal(props.stage, props) && unlimited), ...given },
    ...(outdir === undefined ? {} : { outdir }),
  });
}

/** A stage as stacks: its data once, its API and its events in every region, and the rules that all must pass. */
export function penstock({ context, outdir, ...given }: PenstockProps): App {
  const props = { ...given, contexts: [...given.contexts, ...ownContexts(given.contract)] };
  const { stage, contexts } = props;
  const app = emptyApp(props, outdir, context);
  const data = hasData(contexts) ? [new DataStack(app, stage, contexts)] : [];
  // No record leads to a region before that one serves.
  const edge = edgeOf(app, stage);
  for (const region of stage.regions) {
    const events = hasEvents(props) ? [new EventsStack(app, { ...props, region })] : [];
    const functions = functionsOf(app, { ...props, region });
    const api = new ApiStack(app, { ...props, region });
    const grpc = grpcOf(app, { ...props, region });
    for (const stack of [...events, ...functions, api, ...grpc]) for (const one of data) stack.addStackDependency(one);
    // A region serves nothing that it cannot relay: neither for the first time nor with a new event.
    for (const one of [...events, ...functions]) api.addStackDependency(one);
    for (const one of edge) one.addStackDependency(api);
  }
  if (stage.alarmTopic !== undefined) alarmsTell(app, stage.alarmTopic);
  if (exceedsQuotas(stage, props)) markOnlyLocal(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), ...stageChecks(props));
  return app;
}
