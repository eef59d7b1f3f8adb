import { asArray, asObject } from 'penstock-rules/json';
import { variables } from '../../constructs/variables.ts';
import { resourcesIn } from '../deployed.ts';
import { type Check, type Finding, finding, type Subject } from './check.ts';

/** Algorithms that the authorizer takes, by the key types that are good for them. */
const keyTypes = ['RSA', 'EC'];

/** The authorizer finds the keys of the issuer, or every request is answered 401. */
export const issuerCheck: Check = {
  id: 'issuer',
  find: async (subject) => {
    // The issuer of a local stage is the local cloud itself, once the stage is there.
    if (subject.stage.local === true) return [];
    const uris = new Set(subject.stacks.flatMap(({ template }) => urisOf(template)));
    return (await Promise.all([...uris].map((uri) => ask(uri, subject)))).flat();
  },
};

const urisOf = (template: Parameters<typeof resourcesIn>[0]): readonly string[] =>
  Object.values(resourcesIn(template)).flatMap(({ Properties }) => {
    const { Variables } = asObject(asObject(Properties).Environment);
    const uri = asObject(Variables)[variables.tokenJwksUri];
    return typeof uri === 'string' ? [uri] : [];
  });

async function ask(uri: string, { stage, fetch }: Subject): Promise<readonly Finding[]> {
  const received = await keysAt(uri, fetch);
  if (received === undefined) return [];
  const expected = 'a JWK set with a key for RS256 or ES256';
  const fix = `curl -fsS ${uri}; mend \`token\` of the stage in lib/stages.ts`;
  return [finding(`The issuer's keys of stage ${stage.name}, at ${uri}`, received, expected, fix)];
}

/** What is wrong with the keys there; undefined where they are right. */
async function keysAt(uri: string, get: typeof fetch): Promise<string | undefined> {
  try {
    const response = await get(uri, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) return `status ${response.status}`;
    const keys = asArray(asObject(await response.json()).keys).map(asObject);
    const good = keys.some(({ kty, use }) => keyTypes.includes(String(kty)) && use !== 'enc');
    return good ? undefined : `no such key among ${keys.length}`;
  } catch (error) {
    const { message, cause } = Object(error);
    return `no answer: ${String(Object(cause).code ?? message)}`;
  }
}
