import { UserError } from '../../cli/user-error.ts';
import type { AppStage } from './app-stage.ts';
import { sharedAccountFindings } from './concurrency-checks.ts';
import type { Functions } from './limits.ts';
import { localGrpc } from './local-grpc.ts';
import type { Finding } from './shape.ts';
import type { Stage } from './stage.ts';
import { checks } from './stage-checks.ts';
import { stageShape } from './stage-shape.ts';

export interface LoadStageOptions {
  /** Where the local cloud listens; it is then the token issuer of a local stage. */
  readonly localOrigin?: string;
  /** Where the local cloud plays the providers. */
  readonly localProvider?: string;
  /** The local cloud serves gRPC too. */
  readonly localGrpc?: boolean;
  /** The stages to choose from, by name: `lib/stages.ts` of the app. */
  readonly known: Readonly<Record<string, unknown>>;
}

/** The stage cannot be deployed; `findings` holds every reason. */
export class StageError extends UserError {
  override readonly name = 'StageError';
  readonly findings: readonly Finding[];

  constructor(stage: string, findings: readonly Finding[]) {
    super(`Stage ${stage} (lib/stages.ts):\n\n${findings.map(format).join('\n')}`);
    this.findings = findings;
  }
}

/**
 * The named stage, checked against what the app is made of.
 *
 * @throws UserError when there is no such stage
 * @throws StageError with every mistake in it
 */
export function loadStage(name: string, app: Functions, options: LoadStageOptions): AppStage {
  const { known } = options;
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known).join(', ');
    throw new UserError(
      `There is no stage of lib/stages.ts by this name.\n    received ${JSON.stringify(name)}\n    expected one of ${names}\n    fix      --stage NAME, or -c stage=NAME for the CDK CLI`,
    );
  }
  const stage = onThisMachine(name, known[name] as Stage, options);
  const others = Object.values(known).filter((other): other is Stage => checkStage(other, app).length === 0);
  const own = checkStage(stage, app);
  const findings = own.length > 0 ? own : sharedAccountFindings(stage, others, app);
  if (findings.length > 0) throw new StageError(name, findings);
  return { ...(stage as Stage), app: app.name };
}

/** Every mistake in a stage: first value by value, then what values mean to one another and to the app. */
export function checkStage(stage: unknown, app: Functions): readonly Finding[] {
  const misshapen = stageShape(stage, '');
  const wrong = new Set(misshapen.map(({ path }) => path.split(/[.[]/)[0]));
  if (wrong.has('')) return misshapen;
  const sound = checks.filter(({ needs }) => !needs.some((name) => wrong.has(name)));
  return [...misshapen, ...sound.flatMap(({ find }) => find(stage as Stage, app))];
}

function onThisMachine(name: string, stage: Stage, options: LoadStageOptions): Stage {
  const { localOrigin, localProvider } = options;
  const given = Object.entries({ localOrigin, localProvider }).find(([, url]) => url !== undefined);
  if (given === undefined) return stage;
  if (stage.local !== true) {
    throw new UserError(
      `Stage ${name} does not run locally.
    received ${given.join(' ')}
    expected a stage with local: true
    fix      start --stage local`,
    );
  }
  return {
    ...stage,
    ...(localOrigin === undefined ? {} : { token: { audience: stage.token.audience, issuer: localOrigin } }),
    ...(options.localGrpc === true && stage.grpc === undefined ? { grpc: localGrpc(stage) } : {}),
    ...(localProvider === undefined ? {} : { providers: movedTo(localProvider, stage.providers) }),
  };
}

const movedTo = (url: string, providers: Stage['providers']): Stage['providers'] =>
  Object.fromEntries(Object.keys(providers).map((name) => [name, url]));

const format = ({ path, received, expected, fix }: Finding): string =>
  [
    path === '' ? 'the stage' : path,
    `    received ${received === undefined ? 'nothing' : JSON.stringify(received)}`,
    `    expected ${expected}`,
    `    fix      ${fix}`,
  ].join('\n');
