import type { S3Client } from '@aws-sdk/client-s3';
import { type EdgeStage, evacuationBucketName, evacuationKey, guardianOf } from '../../constructs/stacks/edge-names.ts';
import type { Evacuations } from './evacuations.ts';

/** An answer is waited for this long, in milliseconds: a region that is dying may give none. */
const patience = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true };

/**
 * Objects in S3, read and written in the guardian's region alone, by its own endpoints of S3 and STS. The clients are loaded when they
 * are used.
 */
export function s3Evacuations(stage: EdgeStage): Evacuations {
  const call = async <Answer>(
    region: string,
    send: (s3: S3Client, object: { Bucket: string; Key: string; ExpectedBucketOwner: string }) => Promise<Answer>,
  ): Promise<Answer> => {
    const guardian = guardianOf(stage, region);
    const config = { region: guardian, maxAttempts: 2, requestHandler: patience };
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const { Account = '' } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    const { S3Client } = await import('@aws-sdk/client-s3');
    const Bucket = evacuationBucketName(stage, guardian, Account);
    return send(new S3Client(config), { Bucket, Key: evacuationKey(region), ExpectedBucketOwner: Account });
  };
  return {
    has: (region) =>
      call(region, async (s3, object) => {
        const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
        try {
          await s3.send(new HeadObjectCommand(object));
          return true;
        } catch (error) {
          if (Object(error).name === 'NotFound') return false;
          throw error;
        }
      }),
    write: (region) =>
      call(region, async (s3, object) => {
        const { PutObjectCommand } = await import('@aws-sdk/client-s3');
        await s3.send(new PutObjectCommand({ ...object, Body: '', ContentLength: 0 }));
      }),
    remove: (region) =>
      call(region, async (s3, object) => {
        const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
        await s3.send(new DeleteObjectCommand(object));
      }),
  };
}
