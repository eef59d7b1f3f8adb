import { literal, quoted } from '../contract/generate/literal.ts';
import type { Contract } from '../contract/model.ts';

/** The headers that callers show API keys in. */
const keyHeaders = ({ operations }: Contract): readonly string[] => [
  ...new Set(operations.flatMap(({ security }) => security.flatMap((one) => ('header' in one ? [one.header] : [])))),
];

/** The function that makes a client; it takes a key where the contract has keys. */
export function createClientFunction(contract: Contract, api: string): string {
  const mistakes = '\n/** @throws TypeError with every mistake in the options */\n';
  const headers = keyHeaders(contract);
  if (headers.length === 0) {
    return `${mistakes}export const createClient = (options: core.ClientOptions): ${api} => core.bindOperations(options, operations);\n`;
  }
  const [only = '', ...others] = headers;
  const option =
    others.length === 0
      ? `/** Shown in the header ${only}. */\n  readonly apiKey?: string`
      : `/** By the header that each is shown in. */\n  readonly apiKeys?: Readonly<Partial<Record<${headers.map(quoted).join(' | ')}, string>>>`;
  const [name, shown] =
    others.length === 0
      ? ['apiKey', `...(apiKey !== undefined && ${literal({ [only]: 0 }).replace(/0(?= \}$)/, 'apiKey')})`]
      : ['apiKeys', '...apiKeys'];
  return `${mistakes}export const createClient = ({
  ${name},
  ...options
}: core.ClientOptions & {
  ${option};
}): ${api} =>
  core.bindOperations({ ...options, headers: { ...options.headers, ${shown} } }, operations);
`;
}
