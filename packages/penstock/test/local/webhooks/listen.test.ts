import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contractFile } from '../../../testkit/sample/contract.ts';
import { eventually } from '../fixtures/eventually.ts';
import { type CloudStub, startCloudStub } from './cloud-stub.ts';

let stub: CloudStub;
let app: string;
beforeEach(async () => {
  stub = await startCloudStub();
  app = appWithWebhooks();
});
afterEach(async () => {
  rmSync(app, { recursive: true });
  await stub.close();
});

/** As much of an app as a listener reads: a contract whose operations have the names of those on webhook endpoints. */
function appWithWebhooks(): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-listen-'));
  const text = readFileSync(contractFile, 'utf8')
    .replace('operationId: createParcel', 'operationId: createWebhookEndpoint')
    .replace('operationId: updateParcel', 'operationId: deleteWebhookEndpoint');
  mkdirSync(join(folder, 'contract'));
  writeFileSync(join(folder, 'contract/openapi.yaml'), text);
  writeFileSync(join(folder, 'cdk.json'), '{}');
  return folder;
}

const path = join(import.meta.dirname, '../../../local/listen.ts');

/** A listener, what it has said until now, and its exit code. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [path, '--listen-port', '0', ...args], { cwd: app });
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += String(chunk);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', hear);
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { said: () => said, ended, interrupt: () => void child.kill('SIGINT') };
}

async function startSubscribed() {
  const listener = start('--subscribe', '--port', String(stub.port));
  await eventually(listener.said, (said) => said.includes('Listening for webhooks on'));
  return listener;
}

describe('npm run listen', () => {
  it('is subscribed until it is interrupted', async () => {
    const { interrupt, ended, said } = await startSubscribed();
    expect(stub.endpoints).toHaveLength(1);
    interrupt();

    expect(await ended).toBe(0);
    expect(stub.endpoints).toEqual([]);
    expect(said()).toMatch(/^Subscribed to .* as acme, until Ctrl-C; the secret is whsec_\S+\n.*\n\nUnsubscribed\.\n$/);
  });

  it('ends though the local cloud has ended before it, and says what is left', async () => {
    const { interrupt, ended, said } = await startSubscribed();
    await stub.close();
    interrupt();

    expect(await ended).toBe(0);
    expect(said()).toMatch(/\nThe subscription is still there: No local cloud answers on port \d+\. .*\n$/);
  });

  it('says that nothing is verified without a secret', async () => {
    const { interrupt, ended, said } = start();
    await eventually(said, (text) => text.includes('Listening for webhooks on'));
    interrupt();

    expect(await ended).toBe(0);
    expect(said()).toMatch(/^Without --secret or --subscribe no webhook is verified\.\n/);
  });

  it.each([
    ['an option is wrong', ['--status', '99'], /^--status is an HTTP status .*\n$/],
    ['it cannot subscribe', ['--subscribe', '--tenant', 'bob'], /^There is no tenant bob\. .*\n$/],
  ])('fails at once, in a line, when %s', async (_case, args, message) => {
    const cloud = args.includes('--subscribe') ? ['--port', String(stub.port)] : [];
    const { ended, said } = start(...args, ...cloud);

    expect(await ended).toBe(1);
    expect(said()).toMatch(message);
  });
});
