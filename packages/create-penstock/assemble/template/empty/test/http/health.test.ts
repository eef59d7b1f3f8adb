import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from 'penstock/testkit/app';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

describe('the app', () => {
  it('says that it answers', async () => {
    expect(await app.call('GET', '/health')).toMatchObject({ status: 200, json: { status: 'ok' } });
  });

  it('fails with a problem document for a path that it does not have', async () => {
    expect(await app.call('GET', '/nowhere')).toMatchObject({ status: 404, json: { title: 'Not found' } });
  });
});
