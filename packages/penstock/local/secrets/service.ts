import { type AwsService, answerOf, ServiceError } from '../endpoint/service.ts';
import { type JsonObject, text } from '../json.ts';
import { resourceDecision } from '../kms/keys.ts';
import type { Secret } from './secrets.ts';

/** What reading a secret takes on its key. */
const decrypt = 'kms:Decrypt';
const operations = new Set(['DescribeSecret', 'GetSecretValue']);

/**
 * Secrets Manager behind the local endpoint: reading only.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
export function createSecretsService(secrets: () => readonly Secret[], region: string, account: string): AwsService {
  /** By name, ARN, or ARN without its six random characters. */
  const find = (id: string) =>
    secrets().find(({ arn, name }) => id === name || id === arn || `${id}-` === arn.slice(0, id.length + 1));
  return {
    target: 'secretsmanager',
    prefix: 'secretsmanager',
    deniedStatus: 400,
    accesses: (operation, input) => {
      if (!operations.has(operation)) return undefined;
      const id = text(input.SecretId) ?? '';
      const secret = find(id);
      const resource = secret?.arn ?? `arn:aws:secretsmanager:${region}:${account}:secret:${id}`;
      const key = operation === 'GetSecretValue' ? secret?.key?.arn : undefined;
      return [
        { action: `secretsmanager:${operation}`, resource },
        ...(key === undefined ? [] : [{ action: decrypt, resource: key }]),
      ];
    },
    resourceDecision: (caller, { action, resource }) => {
      const key = action === decrypt ? secrets().find((secret) => secret.key?.arn === resource)?.key : undefined;
      if (caller.kind === 'operator') return undefined;
      const viaService = `secretsmanager.${region}.amazonaws.com`;
      return resourceDecision(key, { principal: caller.fn.role.arn, viaService }, action);
    },
    answer: (operation, input) =>
      answerOf('1.1', () => {
        const secret = find(text(input.SecretId) ?? '');
        if (secret === undefined) {
          throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        }
        if (operation === 'GetSecretValue') refuseOtherVersion(input);
        const described = { ARN: secret.arn, Name: secret.name };
        if (operation === 'DescribeSecret') return described;
        return { ...described, SecretString: secret.value, VersionId: version, VersionStages: [current] };
      }),
  };
}

/** A secret has one version here: nothing rotates it. */
const version = '00000000-0000-4000-8000-000000000001';
const current = 'AWSCURRENT';

/** @throws ServiceError for a version or a stage that the secret has not */
function refuseOtherVersion({ VersionId, VersionStage }: JsonObject): void {
  if ((VersionStage ?? current) === current && (VersionId ?? version) === version) return;
  const which = VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`;
  const message = `Secrets Manager can't find the specified secret value for ${which}`;
  throw new ServiceError('ResourceNotFoundException', message);
}
