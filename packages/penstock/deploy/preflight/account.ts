import { type Finding, finding, type Subject } from './check.ts';

/** Who is signed in is in the account of the stage: anything else that is found there is about another one. */
export function accountFindings({ stage, account }: Pick<Subject, 'stage' | 'account'>): readonly Finding[] {
  if (stage.local === true || stage.account === undefined || stage.account === account) return [];
  const fix = `sign in to ${stage.account}: set AWS_PROFILE, then aws sts get-caller-identity shows it; or mend \`account\` in lib/stages.ts`;
  return [finding(`account of stage ${stage.name}`, `${account}, which is signed in`, stage.account, fix)];
}
