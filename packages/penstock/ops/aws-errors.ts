import { UserError } from '../cli/user-error.ts';

/** What people meet before anything was asked of AWS, by the error's name. */
const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'No AWS credentials were found. Set AWS_PROFILE, or sign in with aws sso login.',
  TokenProviderError: 'The AWS sign-in has ended. Renew it with aws sso login.',
  ExpiredTokenException: 'The AWS credentials have expired. Sign in again.',
  UnrecognizedClientException: 'AWS does not know these credentials. Check AWS_PROFILE, or sign in again.',
  InvalidClientTokenId: 'AWS does not know these credentials. Check AWS_PROFILE, or sign in again.',
};

/** For a command that knows the local cloud too. */
export function explainedOrLocal(error: unknown): unknown {
  const known = explained(error);
  if (Object(error).name !== 'CredentialsProviderError' || !(known instanceof UserError)) return known;
  return new UserError(`${known.message} For the local cloud add --local.`, { cause: error });
}

/** The error as the person at the keyboard needs it: what AWS refuses is theirs to mend, anything else is a bug. */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { name, message } = error;
  if (message.includes('Region is missing')) {
    return new UserError('No AWS region is set. Name one with --region or AWS_REGION.', { cause: error });
  }
  if (message.startsWith('Region not accepted')) {
    return new UserError(`${message} Name one such as eu-west-1 with --region or AWS_REGION.`, { cause: error });
  }
  const known = advice[name];
  if (known !== undefined) return new UserError(known, { cause: error });
  // Before what AWS refuses: the SDK gives its metadata to errors of the network too.
  if (isOfNetwork(error)) return new UserError(unreached(error.code, message), { cause: error });
  if ('$metadata' in error) return new UserError(`AWS refuses: ${name}: ${message}`, { cause: error });
  return error;
}

const isOfNetwork = (error: Error): error is Error & { code: string } =>
  'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code);

function unreached(code: string, message: string): string {
  const where = /\S+:\d+$/.exec(message)?.[0];
  const at = where === undefined ? code : `${code} at ${where}`;
  const { AWS_ENDPOINT_URL: endpoint } = process.env;
  if (endpoint === undefined) return `AWS cannot be reached: ${at}. Check the network and the region.`;
  return `Nothing answers in AWS's place: ${at}. AWS_ENDPOINT_URL is ${endpoint}: start the local cloud there, or unset it.`;
}
