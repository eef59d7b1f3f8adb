import type { OperatorAccess } from '../control.ts';

/** What SDKs and the CDK CLI read to reach a local cloud as its operator. */
export function environmentOf({ endpoint, region, accessKeyId, secretAccessKey, api }: OperatorAccess) {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    PENSTOCK_API: api,
  };
}

/** For a shell to evaluate: a profile would go before the keys. */
export function environmentLines(access: OperatorAccess): readonly string[] {
  const set = Object.entries(environmentOf(access)).map(([name, value]) => `export ${name}='${value}'`);
  return [...set, 'unset AWS_PROFILE AWS_SESSION_TOKEN'];
}
