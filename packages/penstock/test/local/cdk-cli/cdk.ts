import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { OperatorAccess } from '../../../local/control.ts';
import { environmentOf } from '../../../local/deploy/environment.ts';
import { smallTemplate, type Template } from '../fixtures/template.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');
/** Where the CLI and the library of the CDK are installed. */
export const modules = dirname(dirname(dirname(cli)));

export interface CdkRun {
  readonly status: number;
  /** Of both streams. */
  readonly output: string;
}

/**
 * The CDK CLI as it is installed, against a local cloud, with an assembly that is synthesized already, or with none where
 * the arguments name the app.
 */
export function cdkCli(access: OperatorAccess, folder: string, own = folder) {
  const assembly = join(folder, 'cdk.out');
  const home = join(own, 'home');
  mkdirSync(home, { recursive: true });
  const { AWS_PROFILE: _, ...inherited } = process.env;
  const env = { ...inherited, ...environmentOf(access), HOME: home, CDK_DISABLE_CLI_TELEMETRY: 'true', NO_COLOR: '1' };
  return {
    assembly,
    write: (edit: (template: Template) => void, handlers: Readonly<Record<string, string>> = {}) =>
      writeAssembly(assembly, edit, handlers),
    /** Runs the CLI until it is stopped. */
    start: (...args: readonly string[]) => {
      const child = spawn(process.execPath, [cli, '--app', assembly, ...args], { cwd: folder, env });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += String(chunk);
        });
      }
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
      return {
        output: () => output,
        stop: () => {
          child.kill();
          return ended;
        },
      };
    },
    run: (...args: readonly string[]): Promise<CdkRun> =>
      new Promise((resolve) => {
        const options = { cwd: folder, env, maxBuffer: 16 * 1024 * 1024 };
        execFile(process.execPath, [cli, ...withApp(args, assembly)], options, (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), output: stdout + stderr }),
        );
      }),
  };
}

const withApp = (args: readonly string[], assembly: string): readonly string[] =>
  args.includes('--app') || args[0] === 'init' ? args : ['--app', assembly, ...args];

const answering = (body: string) => `exports.handler = async () => ({ statusCode: 200, body: '${body}' });`;

/** The small template as `cdk synth` would have written it, over the one before: code by the hash of its content. */
function writeAssembly(folder: string, edit: (template: Template) => void, handlers: Readonly<Record<string, string>>) {
  mkdirSync(folder, { recursive: true });
  const template = smallTemplate();
  edit(template);
  const files: Record<string, object> = {};
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const source = handlers[String(Properties.FunctionName)] ?? answering('open');
    const hash = createHash('sha256').update(source).digest('hex');
    mkdirSync(join(folder, `asset.${hash}`), { recursive: true });
    writeFileSync(join(folder, `asset.${hash}`, 'index.cjs'), source);
    const here = { bucketName: 'assets', objectKey: `${hash}.zip`, region: 'eu-west-1' };
    files[hash] = { source: { path: `asset.${hash}`, packaging: 'zip' }, destinations: { here } };
    Properties.Code = { S3Bucket: 'assets', S3Key: `${hash}.zip` };
  }
  write(folder, 'small.template.json', template);
  write(folder, 'small.assets.json', { version: '55.0.0', files, dockerImages: {} });
  write(folder, 'manifest.json', { version: '55.0.0', artifacts });
}

const artifacts = {
  'small.assets': { type: 'cdk:asset-manifest', properties: { file: 'small.assets.json' } },
  small: {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/eu-west-1',
    properties: { templateFile: 'small.template.json', stackName: 'small' },
    dependencies: ['small.assets'],
  },
};

function write(folder: string, name: string, value: object): void {
  writeFileSync(join(folder, name), JSON.stringify(value));
}
