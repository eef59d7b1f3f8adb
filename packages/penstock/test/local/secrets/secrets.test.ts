import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { withBackbone } from '../fixtures/backbone.ts';
import { startSmallCloud } from '../fixtures/cloud.ts';
import { clientOptions } from '../fixtures/sdk.ts';

const idle = { Worker: 'exports.handler = async () => {};', Relay: 'exports.handler = async () => {};' };

async function secretOf(SecretId: string, dataDir?: string, version: Partial<GetSecretValueCommandInput> = {}) {
  const small = await startSmallCloud({ edit: withBackbone, handlers: idle }, dataDir === undefined ? {} : { dataDir });
  const client = new SecretsManagerClient(clientOptions(small.cloud));
  try {
    return await client.send(new GetSecretValueCommand({ SecretId, ...version }));
  } finally {
    await small.close();
  }
}

describe('a secret', () => {
  it('is generated into its template', async () => {
    const { SecretString, Name, ARN } = await secretOf('provider-key');

    expect(JSON.parse(SecretString ?? '')).toEqual({ apiKey: expect.stringMatching(/^[A-Za-z0-9]{32}$/) });
    expect(Name).toBe('provider-key');
    expect(ARN).toMatch(/^arn:aws:secretsmanager:eu-west-1:000000000000:secret:provider-key-[a-z0-9]{6}$/);
  });

  it('stays the same where data is kept', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'penstock-secrets-'));
    const first = await secretOf('provider-key', dataDir);
    const second = await secretOf(first.ARN ?? '', dataDir);
    await rm(dataDir, { recursive: true });

    expect(second.SecretString).toBe(first.SecretString);
  });

  it('fails with ResourceNotFoundException where there is none of that name', async () => {
    await expect(secretOf('other')).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });

  it.each([
    ['an older one', { VersionStage: 'AWSPREVIOUS' }, /secret value for staging label: AWSPREVIOUS$/],
    ['one of an id that is not its', { VersionId: 'x'.repeat(32) }, /secret value for VersionId: x{32}$/],
  ])('has one version, and fails for %s', async (_, version, message) => {
    await expect(secretOf('provider-key', undefined, version)).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException', message: expect.stringMatching(message) }),
    );
  });

  it('gives out its version by its stage', async () => {
    expect(await secretOf('provider-key', undefined, { VersionStage: 'AWSCURRENT' })).toMatchObject({
      VersionStages: ['AWSCURRENT'],
    });
  });
});
