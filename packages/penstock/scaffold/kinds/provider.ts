import { appName, stagePrefix } from '../../cli/app-name.ts';
import { addMember } from '../edit/typescript.ts';
import { kebab, pascal } from '../names.ts';
import type { Scaffold } from '../scaffold.ts';

/** Somebody else's API: its secret, its address in each stage, and an adapter with a breaker before it. */
export function newProvider(root: string, name: string, context: string): Scaffold {
  const member = `${name}: {
      description: 'What ${name} knows the stage by',
      member: 'apiKey',
      notRotated: 'The provider issues the key: whoever gets a new one puts it here, and functions read it again.',
    }`;
  return {
    files: {
      [`functions/${context}/adapters/http-${kebab(name)}.ts`]: adapter(name),
      [`functions/${context}/application/${kebab(name)}.ts`]: port(name),
    },
    edits: [
      {
        file: `functions/${context}/infra.ts`,
        change: (text) => addMember(text, 'providers', member),
        otherwise: `add ${name} to its providers`,
      },
      {
        file: 'lib/stages.ts',
        change: (text) => withAddress(text, name),
        otherwise: `add ${name}: 'https://...' to providers of every stage`,
      },
    ],
    left: [
      'lib/stages.ts: where it is, in each stage',
      `functions/${context}/application/${kebab(name)}.ts: what it is asked for`,
      `functions/${context}/adapters/http-${kebab(name)}.ts: how`,
      `functions/${context}/infra.ts: providers: ['${name}'] for each function that calls it`,
      `the secret ${stagePrefix(appName(root), '<stage>')}-${kebab(name)}: it gets the key, after the first deployment`,
    ],
  };
}

/**
 * Adds an address to the providers of every stage: of a stage on this machine, where the local cloud simulates it.
 * Undefined where no stage has a list of them.
 */
function withAddress(text: string, name: string): string | undefined {
  const pattern = /(\bproviders: \{)(\s*)(\}?)/g;
  if (!pattern.test(text)) return undefined;
  return text.replace(pattern, (_, opening: string, space: string, closing: string, at: number) => {
    const stage = text.slice(text.lastIndexOf(': Stage = {', at), at);
    const address = stage.includes('local: true') ? simulated(text, name) : `https://${kebab(name)}.example.com`;
    const member = `${name}: '${address}'`;
    return closing === '}' ? `${opening} ${member} }` : `${opening} ${member},${space === '' ? ' ' : space}`;
  });
}

/** One server plays all providers, told apart by their paths. */
function simulated(text: string, name: string): string {
  const [, origin = 'http://127.0.0.1:3100'] = /(http:\/\/127\.0\.0\.1:(?!3000)\d+)/.exec(text) ?? [];
  return `${origin}/${kebab(name)}`;
}

const port = (name: string): string => `/** What is asked of ${name}. */
export interface ${pascal(name)} {
  /** @throws TransientError while it is not known what became of it: asking again with the same id is safe */
  send(request: ${pascal(name)}Request, options: { readonly signal: AbortSignal; readonly retry: boolean }): Promise<void>;
}

export interface ${pascal(name)}Request {
  /** Of what causes the request: its Idempotency-Key. */
  readonly id: string;
}
`;

const adapter = (
  name: string,
): string => `import { PermanentError, TransientError } from 'penstock/runtime/core/failures';
import { postJson, retryAfterMsOf } from 'penstock/runtime/http/post-json';
import type { Dependency } from 'penstock/runtime/resilience/dependency';
import type { ${pascal(name)} } from '../application/${kebab(name)}.ts';

const MAX_ANSWER_BYTES = 64 * 1024;

export interface ${pascal(name)}Options {
  readonly url: string;
  readonly apiKey: string;
  /** With the timeout, the breaker and the retry budget that the provider is called with. */
  readonly dependency: Dependency;
}

/** ${name} over HTTP: \`POST /requests\` with an Idempotency-Key. */
export function http${pascal(name)}({ url, apiKey, dependency }: ${pascal(name)}Options): ${pascal(name)} {
  const endpoint = new URL(\`\${url.replace(/\\/+$/, '')}/requests\`);
  return {
    send: ({ id }, options) =>
      dependency.call(async (signal) => {
        const { status, headers } = await postJson(endpoint, {
          headers: { Authorization: \`Bearer \${apiKey}\`, 'Idempotency-Key': id },
          body: { id },
          signal,
          maxBytes: MAX_ANSWER_BYTES,
        });
        if (status >= 200 && status < 300) return;
        if (status === 400 || status === 422) throw new PermanentError('refused', \`${name} answered \${status}\`);
        throw new TransientError('provider-failed', \`${name} answered \${status}\`, {
          retryAfterMs: retryAfterMsOf(headers),
        });
      }, options),
  };
}
`;
