import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from '../cli/user-error.ts';

/** Runs the CDK CLI with these arguments, on this terminal. Resolves with its exit code. */
export type Cdk = (args: readonly string[]) => Promise<number>;

/** The CLI that the app pins, in its folder. @throws UserError where it pins none */
export function cdkOf(root: string): Cdk {
  const require = createRequire(join(root, 'package.json'));
  let file: string;
  try {
    file = require.resolve('aws-cdk/bin/cdk');
  } catch (cause) {
    throw new UserError(`The app has no CDK CLI.\n    fix      npm install --save-dev --save-exact aws-cdk`, { cause });
  }
  return (args) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
      // The terminal sends Ctrl-C to the CLI too, which ends by itself.
      const stay = () => {};
      process.on('SIGINT', stay);
      child.once('error', reject);
      child.once('exit', (code) => {
        process.off('SIGINT', stay);
        resolve(code ?? 1);
      });
    });
}
