import { describe, expect, it } from '@jest/globals';
import { gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { getHealth } from '../../../functions/health/entry/http/getHealth.ts';
import { readHealthEnv } from '../../../functions/health/env.ts';

const health = (source: Record<string, string>) => {
  const { runtime } = recordingRuntime();
  return getHealth({ env: () => readHealthEnv(source), runtime: () => runtime });
};

describe('health', () => {
  it('names version and region to anyone who asks', async () => {
    const handler = health({ RELEASE_VERSION: '0.1.0', AWS_REGION: 'eu-west-1' });

    const { statusCode, body } = await handler(gatewayEvent({ path: '/health', caller: null }), lambdaContext());

    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({ status: 'ok', version: '0.1.0', region: 'eu-west-1' });
  });

  it('fails where the deployment forgot a variable, without naming it to the caller', async () => {
    const { statusCode, body } = await health({})(gatewayEvent({ path: '/health', caller: null }), lambdaContext());

    expect(statusCode).toBe(500);
    expect(body).not.toContain('RELEASE_VERSION');
  });
});
