import { type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

/** Objects are not encrypted, do not move or expire, and have one version. */
export const s3Types: Readonly<Record<string, ResourceType>> = {
  'AWS::S3::Bucket': {
    properties: {
      AccessControl: 'any',
      BucketEncryption: 'any',
      BucketName: 'any',
      CorsConfiguration: 'any',
      IntelligentTieringConfigurations: 'any',
      LifecycleConfiguration: 'any',
      LoggingConfiguration: 'any',
      MetricsConfigurations: 'any',
      OwnershipControls: 'any',
      PublicAccessBlockConfiguration: 'any',
      Tags: 'any',
      VersioningConfiguration: 'any',
    },
    replacedBy: ['BucketName'],
    ref: bucketName,
    attributes: {
      Arn: (bucket) => `arn:aws:s3:::${bucketName(bucket)}`,
      DomainName: (bucket) => `${bucketName(bucket)}.s3.amazonaws.com`,
      RegionalDomainName: (bucket) => `${bucketName(bucket)}.s3.${bucket.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': {
    properties: { Bucket: 'any', PolicyDocument: 'any' },
    replacedBy: ['Bucket'],
    ref: idOf,
  },
  /** The CDK's, for `autoDeleteObjects`: its function is never called, its bucket is emptied all the same. */
  'Custom::S3AutoDeleteObjects': {
    properties: { BucketName: 'any', ServiceToken: 'any' },
    ref: idOf,
  },
};

/** Without upper case, as names of buckets have to be, and 63 characters long at the most. */
function bucketName(bucket: Identity): string {
  return nameOf(bucket, 'BucketName').toLowerCase().slice(-63);
}
