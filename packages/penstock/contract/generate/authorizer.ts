import type { Contract } from '../model.ts';
import { takesKeys } from '../security.ts';
import { banner } from './banner.ts';

/** The authorizer, with what the contract's callers may show: the client of a table costs cold starts, so only with keys. */
export function authorizerModule(contract: Contract): string {
  const keys = takesKeys(contract.operations);
  return [
    banner(contract),
    ...(keys ? ["import { apiKeys } from 'penstock/runtime/access/api-keys';\n"] : []),
    "import { lambdaAuthorizer } from 'penstock/runtime/access/authorizer';\n",
    "import { routes } from './routes.ts';\n\n",
    '/** Decides for the gateway which operations a caller may call. */\n',
    `export const handler = lambdaAuthorizer(routes${keys ? ', apiKeys' : ''});\n`,
  ].join('');
}
