import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { alarmsTell } from '../alarm.ts';
import { type AppParts, relaysOf } from '../context/app-parts.ts';
import type { Context } from '../context/context.ts';
import { stageChecks } from '../rules/plugin.ts';
import type { AppStage } from '../stage/app-stage.ts';
import { ApiStack } from './api.ts';
import { DataStack } from './data.ts';
import { EventsStack } from './events.ts';

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

/** A stage as stacks: its data once, its API and its events in every region, and the rules that all must pass. */
export function penstock({ context = {}, outdir, ...props }: PenstockProps): App {
  const { stage, contract, consumers, contexts } = props;
  // Once: by itself it would synthesize again when the process ends, and throw what was found a second time.
  const app = new App({ autoSynth: false, context: { ...context }, ...(outdir === undefined ? {} : { outdir }) });
  const data = hasData(contexts) ? [new DataStack(app, stage, contexts)] : [];
  for (const region of stage.regions) {
    const stacks = [
      new ApiStack(app, { ...props, region }),
      ...(hasEvents(props) ? [new EventsStack(app, { ...props, region })] : []),
    ];
    for (const stack of stacks) for (const one of data) stack.addStackDependency(one);
  }
  if (stage.alarmTopic !== undefined) alarmsTell(app, stage.alarmTopic);
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new ServerlessChecks(app),
    ...stageChecks(contract, consumers, stage),
  );
  return app;
}
