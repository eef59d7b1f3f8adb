import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { Stage } from '../config/stage.ts';
import type { Contract } from '../contract/model.ts';
import { PenstockChecks } from '../rules/plugin.ts';
import { ApiStack } from './api.ts';
import { DataStack } from './data.ts';

export interface PenstockProps {
  readonly stage: Stage;
  readonly contract: Contract;
  /** Holds a folder a function. */
  readonly assets: string;
  readonly version: string;
  /** Feature flags; the CDK CLI passes those of cdk.json by itself. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly outdir?: string;
}

/** A stage as stacks: its data once, its API in every region, and the rules that both must pass. */
export function penstock({ stage, contract, assets, version, context = {}, outdir }: PenstockProps): App {
  const app = new App({ context: { ...context }, ...(outdir === undefined ? {} : { outdir }) });
  const data = new DataStack(app, stage);
  for (const region of stage.regions) {
    new ApiStack(app, { stage, region, contract, assets, version }).addStackDependency(data);
  }
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new ServerlessChecks(app),
    new PenstockChecks(contract, stage),
  );
  return app;
}
