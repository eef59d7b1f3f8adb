import { App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { appName } from '../../cli/app-name.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Stage } from '../stage/stage.ts';
import { PipelineStack } from './pipeline-stack.ts';

export interface PipelineProps {
  /** By name; context `stage` chooses one. */
  readonly stages: Readonly<Record<string, Stage>>;
  /** What the CDK CLI was given by `-c`. */
  readonly context?: Readonly<Record<string, string>>;
  readonly outdir?: string;
  /** The name of the app; by default that of the current folder. */
  readonly app?: string;
}

/**
 * What `cdk deploy --app 'node bin/pipeline.ts'` synthesizes: the roles of a stage's pipeline.
 *
 * @throws UserError where the context does not say which stage, or which repository
 */
export function pipelineApp({
  stages,
  context = contextOfCdk(),
  outdir,
  app: ofApp = appName(process.cwd()),
}: PipelineProps): App {
  const { stage: name = '', repository = '', oidcProvider: provider = 'created' } = context;
  const known = Object.keys(stages).filter((one) => stages[one]?.local !== true);
  const stage = known.includes(name) ? stages[name] : undefined;
  if (stage === undefined) throw wrong('stage', name, `one of ${known.join(', ')}`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw wrong('repository', repository, 'a repository of GitHub: owner/name');
  if (provider !== 'created' && provider !== 'existing') throw wrong('oidcProvider', provider, 'created or existing');
  const app = new App({ autoSynth: false, ...(outdir === undefined ? {} : { outdir }) });
  new PipelineStack(app, { stage: { ...stage, app: ofApp }, repository, provider });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** Synthesizes them, in the folder of the app; what is wrong is printed without a stack trace, and the process exits with 1. */
export function synthesizePipeline(props: PipelineProps): void {
  try {
    pipelineApp(props).synth();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

const wrong = (option: string, received: string, expected: string): UserError =>
  new UserError(
    `-c ${option}=...\n    received ${JSON.stringify(received)}\n    expected ${expected}\n    fix      npx cdk deploy --app 'node bin/pipeline.ts' -c stage=dev -c repository=owner/name`,
  );

const contextOfCdk = (): Readonly<Record<string, string>> => JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
