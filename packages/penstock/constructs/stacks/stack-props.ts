import { RemovalPolicy, type StackProps } from 'aws-cdk-lib/core';
import type { AppStage } from '../stage/app-stage.ts';
import { titleOf } from './names.ts';

/** What every stack of a stage has in common. Without an account: the one whose credentials deploy it. */
export const stackProps = (stage: AppStage, region: string, purpose: string): StackProps => ({
  env: { region, ...(stage.account === undefined ? {} : { account: stage.account }) },
  description: `${titleOf(stage.app)} ${stage.name}: ${purpose}`,
  terminationProtection: stage.deletionProtection,
  tags: { 'penstock:stage': stage.name },
});

/** A first deployment that fails leaves nothing behind, or the names it took would stop the next one. */
export const removalPolicyOf = ({ removal }: AppStage): RemovalPolicy =>
  removal === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
