import { readForm } from './form.ts';
import type { ControlService } from './service.ts';
import { QueryError, queryAnswer, queryFailure, timeOf, type XmlValue } from './xml.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

export interface StsOptions {
  readonly account: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** STS: whoever operates the local cloud may take any role, and stays who they are. */
export function createStsService({ account, accessKeyId, secretAccessKey }: StsOptions): ControlService {
  const operations: Readonly<Record<string, (roleArn: string) => XmlValue>> = {
    GetCallerIdentity: () => ({ Arn: `arn:aws:iam::${account}:user/operator`, UserId: 'operator', Account: account }),
    AssumeRole: (roleArn) => ({
      AssumedRoleUser: { AssumedRoleId: 'operator:operator', Arn: roleArn },
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: 'local',
        Expiration: timeOf(Date.now() + 3_600_000),
      },
    }),
  };
  return {
    name: 'sts',
    answer: async ({ body }) => {
      const form = readForm(body.toString('utf8'));
      const action = form.text('Action') ?? '';
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (operation !== undefined) return queryAnswer(action, namespace, operation(form.text('RoleArn') ?? ''));
      return queryFailure(namespace, new QueryError('InvalidAction', `The local cloud has no ${action} in STS.`));
    },
  };
}
