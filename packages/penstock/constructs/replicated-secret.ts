import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ReplicatedSecretProps {
  readonly secretName: string;
  readonly description: string;
  /** The one member of the secret's JSON. */
  readonly member: string;
  /** The stack's own region first. */
  readonly regions: readonly string[];
  /** Why nothing rotates it. */
  readonly notRotated: string;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A secret that is somebody else's to issue: it begins with a random value, which its owner replaces once, in the
 * stack's region; every other region reads its own copy.
 */
export class ReplicatedSecret extends Construct {
  constructor(scope: Construct, id: string, props: ReplicatedSecretProps) {
    super(scope, id);
    const home = Stack.of(this).region;
    const secret = new Secret(this, 'Secret', {
      secretName: props.secretName,
      description: props.description,
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: props.member, excludePunctuation: true },
      replicaRegions: props.regions.filter((region) => region !== home).map((region) => ({ region })),
      removalPolicy: props.removalPolicy,
    });
    Validations.of(secret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: props.notRotated });
  }
}
