import { readFile } from 'node:fs/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { appRoot } from '../cli/app.ts';
import { appName, stagePrefix } from '../cli/app-name.ts';
import { whole } from '../cli/option-values.ts';
import type { Values } from '../cli/options.ts';
import { UserError } from '../cli/user-error.ts';

export interface TargetOptions {
  readonly stage: string;
  readonly region?: string;
  /** The port of a local cloud; absent: AWS, by the SDK's usual settings. */
  readonly localPort?: number;
}

/** @throws UserError naming the option that is wrong */
export function targetOptions({ stage, region, local, port }: Values): TargetOptions {
  if (local !== true && port !== undefined) throw new UserError('--port is of a local cloud: add --local.');
  if (local === true && region !== undefined) throw new UserError('--region is of AWS: a local cloud has its own.');
  const name = String(stage ?? (local === true ? 'local' : 'dev'));
  if (!/^[a-z][a-z0-9-]{0,15}$/.test(name)) {
    throw new UserError(`--stage is the name of a stage, such as dev or prod; received ${JSON.stringify(name)}.`);
  }
  if (region !== undefined && !/^[a-z]+(-[a-z]+)+-\d{1,2}$/.test(String(region))) {
    throw new UserError(
      `--region is the name of an AWS region, such as eu-west-1; received ${JSON.stringify(region)}.`,
    );
  }
  return {
    stage: name,
    ...(region === undefined ? {} : { region: String(region) }),
    ...(local === true ? { localPort: whole('--port', port, 1, 65_535) ?? 3_000 } : {}),
  };
}

/** A stage in one region, and the clients that reach it. */
export interface Target {
  readonly stage: string;
  /** With which, and a hyphen, the names of what the stage has begin. */
  readonly prefix: string;
  /** For people: where a command takes effect. */
  readonly where: string;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  /** Of a local cloud, for what AWS has no operation for; absent: AWS. */
  readonly localOrigin?: string;
}

/** @throws UserError when no local cloud answers, or the command is not called in the folder of an app */
export async function targetOf({ stage, region, localPort }: TargetOptions): Promise<Target> {
  const prefix = stagePrefix(appName(appRoot()), stage);
  if (localPort === undefined) {
    const config = region === undefined ? {} : { region };
    const sqs = new SQSClient(config);
    const name = await sqs.config.region();
    return { stage, prefix, where: `stage ${stage} in ${name}`, sqs, events: new EventBridgeClient(config) };
  }
  const localOrigin = `http://127.0.0.1:${localPort}`;
  const { endpoint, region: home, ...credentials } = await localAccess(localOrigin, localPort);
  const config = { endpoint, region: home, credentials };
  const sqs = new SQSClient(config);
  const where = `stage ${stage} on port ${localPort}`;
  return { stage, prefix, where, sqs, events: new EventBridgeClient(config), localOrigin };
}

export interface LocalAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a local cloud tells the user who started it. @throws UserError when none answers */
export async function localAccess(origin: string, port: number): Promise<LocalAccess> {
  const response = await fetch(`${origin}/_local`).catch((cause: unknown) => {
    throw new UserError(`No local cloud answers on port ${port}. Start it with npm start, or name its --port.`, {
      cause,
    });
  });
  const { accessFile } = Object(await response.json().catch(() => undefined));
  if (typeof accessFile !== 'string') {
    throw new UserError(`Port ${port} answers ${response.status}: it is no local cloud that runs.`);
  }
  const text = await readFile(accessFile, 'utf8').catch((cause: unknown) => {
    const { code } = Object(cause);
    const what = `The local cloud on port ${port} keeps its credentials in ${accessFile}, which cannot be read (${code}).`;
    throw new UserError(`${what} Run this as the user who started it, on the same machine.`, { cause });
  });
  const access = parsed(text);
  if (isAccess(access)) return access;
  throw new UserError(`${accessFile} holds no credentials of a local cloud.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAccess(answer: unknown): answer is LocalAccess {
  const { endpoint, region, accessKeyId, secretAccessKey } = Object(answer);
  return [endpoint, region, accessKeyId, secretAccessKey].every((member) => typeof member === 'string');
}
