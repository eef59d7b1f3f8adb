import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asObject } from '../../packages/penstock/contract/json.ts';
import { runCommandHere } from '../../packages/penstock/testkit/command.ts';
import { context, temporaryFolder } from '../lib/synthesized.ts';
import { assemblyOf, outputOf } from '../support/stages.ts';

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly outdir: string;
}

/** Runs the app as the CDK CLI does; what validation says of a deployed stage is for the first test alone. */
async function run(stage: string, { cwd = process.cwd(), ...more }: Record<string, string> = {}): Promise<Outcome> {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const env = {
    ...process.env,
    CDK_VALIDATION: 'false',
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage, ...more }),
  };
  const { code, stdout, stderr } = await runCommandHere(resolve('bin/penstock.ts'), [], { cwd, env });
  return { code, output: stdout + stderr, outdir };
}

const templateIn = (outdir: string, stack: string) =>
  JSON.parse(readFileSync(join(outdir, `${stack}.template.json`), 'utf8'));

describe('synth', () => {
  it('leaves what no deployment has made unprotected, as the context says it', async () => {
    const { code, outdir } = await run('prod', { unprotected: 'penstock-prod-data,penstock-prod-orders' });
    const { artifacts } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    const isProtected = (stack: string) => artifacts[stack].properties.terminationProtection === true;
    const tables = Object.values(templateIn(outdir, 'penstock-prod-data').Resources).map(asObject);
    const replicas = (name: string) =>
      tables.map(({ Properties }) => asObject(Properties)).find(({ TableName }) => TableName === name)?.Replicas;

    expect(code).toBe(0);
    expect([isProtected('penstock-prod-data'), isProtected('penstock-prod-api-eu-west-1')]).toEqual([false, true]);
    expect(JSON.stringify(replicas('penstock-prod-orders'))).not.toContain('"DeletionProtectionEnabled":true');
    expect(JSON.stringify(replicas('penstock-prod-webhooks'))).not.toContain('"DeletionProtectionEnabled":false');
  });

  it.each(['dev', 'prod'])('of %s finds nothing and says nothing', (stage) => {
    expect(outputOf(stage)).toBe('');
  });

  it('of prod writes a stack of data, an API and events a region, and the edge', () => {
    const assembly = assemblyOf('prod');
    const perRegion = ['eu-west-1', 'eu-west-2', 'eu-central-1'].flatMap((region) => [
      `api-${region}`,
      `events-${region}`,
    ]);
    for (const stack of ['data', ...perRegion, 'edge']) {
      expect(Object.keys(asObject(templateIn(assembly, `penstock-prod-${stack}`).Resources)).length).toBeLessThan(500);
    }
  });

  it('of local has the local cloud for its issuer and its payment provider', async () => {
    const localProvider = 'http://127.0.0.1:4712';
    const { code, output, outdir } = await run('local', { localOrigin: 'http://127.0.0.1:4711', localProvider });

    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(templateIn(outdir, 'penstock-local-api-eu-west-1').Outputs.TokenIssuer.Value).toBe('http://127.0.0.1:4711');
    expect(JSON.stringify(templateIn(outdir, 'penstock-local-events-eu-west-1'))).toContain(
      `"PAYMENT_PROVIDER_URL":"${localProvider}"`,
    );
  });
});

describe('a mistake', () => {
  const trace = /^\s+at .*:\d+:\d+\)?$/m;

  it('fails with the stages there are when there is none of that name, and writes nothing', async () => {
    const { code, output, outdir } = await run('production');

    expect(code).toBe(1);
    expect(output).toContain('received "production"');
    expect(output).toContain('expected one of local, load, sandbox, dev, prod');
    expect(output).not.toMatch(trace);
    expect(existsSync(outdir)).toBe(false);
  });

  it('fails with file, line and fix when it is in the contract, and writes nothing', async () => {
    const cwd = temporaryFolder();
    const contract = readFileSync('contract/openapi.yaml', 'utf8');
    cpSync('contract', join(cwd, 'contract'), { recursive: true });
    cpSync('package.json', join(cwd, 'package.json'));
    writeFileSync(join(cwd, 'contract/openapi.yaml'), contract.replace('timeout: 1', 'timeout: 60'));

    const { code, output, outdir } = await run('dev', { cwd });

    expect(code).toBe(1);
    expect(output).toMatch(/contract\/openapi\.yaml:\d+:\d+/);
    expect(output).toMatch(/^\s+fix /m);
    expect(output).not.toMatch(trace);
    expect(existsSync(outdir)).toBe(false);
  });

  it('fails with file, line and fix when it is in what a consumer promises, and writes nothing', async () => {
    const cwd = temporaryFolder();
    cpSync('contract', join(cwd, 'contract'), { recursive: true });
    cpSync('package.json', join(cwd, 'package.json'));
    const file = join(cwd, 'contract/events/consumers.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('retryWindow: PT4H', 'retryWindow: P5D'));

    const { code, output, outdir } = await run('dev', { cwd });

    expect(code).toBe(1);
    expect(output).toMatch(/contract\/events\/consumers\.yaml:\d+:\d+/);
    expect(output).toContain('capturePayment: expected retryWindow');
    expect(output).not.toMatch(trace);
    expect(existsSync(outdir)).toBe(false);
  });
});
