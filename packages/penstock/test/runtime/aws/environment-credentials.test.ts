import { afterEach, describe, expect, it } from '@jest/globals';
import { defaultProvider } from '../../../runtime/aws/environment-credentials.ts';

const keep = { ...process.env };
afterEach(() => {
  process.env = { ...keep };
});

describe('the credentials of a function', () => {
  it.each([
    ['with a session', { AWS_SESSION_TOKEN: 's' }, { sessionToken: 's' }],
    ['without a session', {}, {}],
  ])('are what Lambda puts into its environment, %s', async (_case, session, expected) => {
    process.env = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', ...session };

    expect(await defaultProvider()()).toEqual({ accessKeyId: 'a', secretAccessKey: 'b', ...expected });
  });

  it.each([
    ['its id', { AWS_SECRET_ACCESS_KEY: 'b' }],
    ['its secret', { AWS_ACCESS_KEY_ID: 'a' }],
    ['either', {}],
  ])('fail without %s', async (_case, environment) => {
    process.env = environment;

    await expect(defaultProvider()()).rejects.toThrow(
      'Missing environment variables: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  });
});
