import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type EdgeStage, evacuationBucketName, evacuationKey, guardedBy } from '../stacks/edge-names.ts';
import { healthCheckers } from './health-checkers.ts';

export interface EvacuationBucketProps {
  readonly stage: EdgeStage;
  /** The region that the bucket is in. It speaks for another one. */
  readonly guardian: string;
}

/** Holds one empty object while another region is evacuated; the health checkers of Route 53 alone may read it, unsigned. */
export class EvacuationBucket extends Construct {
  constructor(scope: Construct, id: string, { stage, guardian }: EvacuationBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: evacuationBucketName(stage, guardian, Stack.of(this).account),
      // A policy that is limited to addresses is not public, so all of it stays blocked.
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'HealthCheckersSeeWhetherItIsEvacuated',
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects(evacuationKey(guardedBy(stage, guardian)))],
        conditions: { IpAddress: { 'aws:SourceIp': [...healthCheckers] } },
      }),
    );
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason:
        'It holds one empty object, which health checkers ask for every two seconds: a log would be of those alone.',
    });
  }
}
