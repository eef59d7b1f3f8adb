import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { SignatureV4 } from '@smithy/signature-v4';
import { fetchBundle } from '../../constructs/grpc/fetch-bundle.ts';

const credentials = { AccessKeyId: 'AKIA', SecretAccessKey: 'secret', Token: 'token' };
const bundle = 'globalThis.ran = (globalThis.ran ?? 0) + 1; exports.done = true;';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** SHA-256 as the signer of the SDK takes it. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array | string);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    throw new Error('The signer does not use a hash twice');
  }
}

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs the program of a task with a network of its own. */
async function run({ wanted = hash(bundle), status = 200 } = {}) {
  const asked: Asked[] = [];
  const exits: number[] = [];
  const said: unknown[] = [];
  const fetch = async (url: string, { headers = {} }: { headers?: Record<string, string> }) => {
    asked.push({ url, headers });
    return url.startsWith('http://169.254.170.2/')
      ? new Response(JSON.stringify(credentials))
      : new Response(bundle, { status });
  };
  const env = {
    AWS_REGION: 'eu-west-1',
    BUNDLE_BUCKET: 'cdk-assets',
    BUNDLE_KEY: 'abc.cjs',
    BUNDLE_SHA256: wanted,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
  };
  Reflect.deleteProperty(globalThis, 'ran');
  const end = Promise.withResolvers<void>();
  const process = { env, exit: (code: number) => end.resolve(void exits.push(code)) };
  const console = { error: (error: unknown) => said.push(error) };
  const program = compileFunction(fetchBundle, ['require', 'process', 'fetch', 'console']);
  program(createRequire(import.meta.url), process, fetch, console);
  const ran = async () => {
    while (Reflect.get(globalThis, 'ran') === undefined && exits.length === 0) await setImmediate();
  };
  await Promise.race([ran(), end.promise]);
  return { asked, exits, said, ran: Reflect.get(globalThis, 'ran') };
}

describe('what a task runs first', () => {
  it('fetches the bundle with a signature of its role that AWS takes, and runs it', async () => {
    const { asked, ran } = await run();
    expect(ran).toBe(1);
    const [first, second] = asked;
    expect(first?.url).toBe('http://169.254.170.2/v2/credentials/1');
    expect(second?.url).toBe('https://cdk-assets.s3.eu-west-1.amazonaws.com/abc.cjs');
    const { authorization, ...headers } = second?.headers ?? {};
    const at = String(headers['x-amz-date']).replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
    const signer = new SignatureV4({
      service: 's3',
      region: 'eu-west-1',
      sha256: Sha256,
      applyChecksum: true,
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'token' },
    });
    const host = 'cdk-assets.s3.eu-west-1.amazonaws.com';
    const request = { method: 'GET', protocol: 'https:', hostname: host, path: '/abc.cjs', headers: { host } };
    const signed = await signer.sign(request, { signingDate: new Date(at) });
    expect(authorization).toBe(signed.headers.authorization);
  });

  it.each([
    ['another bundle than that of the synth', { wanted: hash('other') }, 'is not the one that was synthesized'],
    ['an answer that is none', { status: 403 }, 'answered 403'],
  ])('ends with %s, and runs nothing', async (_, options, message) => {
    const { exits, said, ran } = await run(options);
    expect({ exits, ran }).toEqual({ exits: [1], ran: undefined });
    expect(String(said[0])).toContain(message);
  });
});
