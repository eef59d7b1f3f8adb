import type { AwsEndpoint } from '../endpoint/server.ts';
import { LocalError } from '../problems.ts';
import type { Provisioner } from '../provisioning/provisioner.ts';
import { reasonOf } from '../provisioning/transition.ts';
import { type Provisioners, runningIn } from '../regions/shared.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { createBucketService } from '../s3/service.ts';
import type { AssetStore } from './asset-store.ts';
import { createCloudControlService } from './cloud-control.ts';
import { createCloudFormationService } from './cloudformation/service.ts';
import { createLambdaControl } from './lambda.ts';
import type { RecentLogs } from './logs.ts';
import { createS3Service } from './s3.ts';
import { createSsmService } from './ssm.ts';
import { createStsService } from './sts.ts';

export interface ControlPlaneOptions {
  readonly account: string;
  readonly provisioner: Provisioner;
  /** Of the regions that there are. */
  readonly provisioners: Provisioners;
  readonly store: AssetStore;
  readonly objects: ObjectStore;
  readonly recent: RecentLogs;
  /** Hears of what cannot go on. */
  readonly failed: (error: LocalError) => void;
}

/** Lets an endpoint answer what deploys: the CDK CLI needs nothing else. */
export function addControlPlane(endpoint: AwsEndpoint, options: ControlPlaneOptions): void {
  const { account, provisioner, provisioners, store, objects, recent } = options;
  const { region } = provisioner;
  const failed = (cause: unknown) =>
    options.failed(new LocalError(`A deployment fails as none should: ${reasonOf(cause)}`, { cause }));
  endpoint.extend(
    [createSsmService(provisioner, region, account), createCloudControlService(provisioner), recent.service],
    [
      createCloudFormationService({ account, store, provisioners, failed }),
      createLambdaControl((name) => runningIn(name, provisioners), store),
      createBucketService({
        account,
        region,
        buckets: () => provisioner.plan.buckets,
        objects,
        uploads: createS3Service(store),
      }),
      createStsService({ account, accessKeyId: endpoint.operatorKeyId, secretAccessKey: 'local' }),
    ],
  );
}
