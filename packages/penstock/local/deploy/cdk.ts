import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import type { OperatorAccess } from '../control.ts';
import { environmentOf } from './environment.ts';

export interface CdkDeploy {
  readonly stage: string;
  readonly access: OperatorAccess;
  /** The folder of the app. */
  readonly root: string;
  /** Whether the stage serves gRPC too, whatever it says of itself. */
  readonly grpc: boolean;
}

/**
 * Runs the CDK CLI of the app, unmodified, against a local cloud.
 *
 * @throws UserError where it fails; by then it has said why
 */
export async function cdkDeploy({ stage, access, root, grpc }: CdkDeploy): Promise<void> {
  const context = ['-c', `stage=${stage}`, '-c', `localOrigin=${access.api}`, ...(grpc ? ['-c', 'localGrpc=yes'] : [])];
  const { AWS_PROFILE: _, AWS_DEFAULT_PROFILE: __, AWS_SESSION_TOKEN: ___, ...own } = process.env;
  const child = spawn(process.execPath, [cli(root), 'deploy', '--all', '--require-approval', 'never', ...context], {
    cwd: root,
    env: { ...own, ...environmentOf(access) },
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject);
    child.once('close', settle);
  });
  if (code !== 0) throw new UserError(`cdk deploy ended with status ${code}: see above what failed.`);
}

function cli(root: string): string {
  try {
    return join(dirname(createRequire(join(root, 'package.json')).resolve('aws-cdk/package.json')), 'bin/cdk');
  } catch (cause) {
    throw new UserError('The app has no CDK CLI.\n    fix      npm install --save-dev aws-cdk', { cause });
  }
}
