import { RemovalPolicy, type StackProps } from 'aws-cdk-lib/core';
import type { AppStage } from '../stage/app-stage.ts';
import { everyOther } from '../stage/limits.ts';
import type { Stage } from '../stage/stage.ts';
import { titleOf } from './names.ts';

/** What every stack of a stage has in common. Without an account: the one whose credentials deploy it. */
export const stackProps = (stage: AppStage, stackName: string, region: string, purpose: string): StackProps => ({
  env: { region, ...(stage.account === undefined ? {} : { account: stage.account }) },
  description: `${titleOf(stage.app)} ${stage.name}: ${purpose}`,
  terminationProtection: isProtected(stage, stackName),
  tags: { 'penstock:stage': stage.name },
});

/**
 * Whether a stack or a table of the stage refuses to be deleted. What is not there yet does not: a first deployment that
 * fails could then neither be rolled back nor tried again.
 */
export const isProtected = ({ deletionProtection, unprotected = [] }: Stage, name: string): boolean =>
  deletionProtection && !unprotected.some((one) => one === name || one === everyOther);

/** A first deployment that fails leaves nothing behind, or the names it took would stop the next one. */
export const removalPolicyOf = ({ removal }: AppStage): RemovalPolicy =>
  removal === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
