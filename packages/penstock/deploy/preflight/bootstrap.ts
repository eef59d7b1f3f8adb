import { type Check, finding, inRegions } from './check.ts';

/** Every region has the roles and the bucket that the CDK CLI deploys by. */
export const bootstrapCheck: Check = {
  id: 'bootstrap',
  find: (subject) =>
    inRegions(
      subject,
      async (region) => {
        const needed = subject.stacks.filter((stack) => stack.region === region).map(({ bootstrap }) => bootstrap);
        const version = Math.max(...needed.map((one) => one.version));
        const parameter = needed[0]?.parameter ?? '';
        const there = await subject.cloud.in(region).parameter(parameter);
        if (Number(there ?? 0) >= version) return [];
        const received = there === undefined ? `no parameter ${parameter}` : `version ${there}`;
        const fix = `npx cdk bootstrap aws://${subject.account}/${region}`;
        return [finding(`Bootstrap of ${region}`, received, `version ${version} or later`, fix)];
      },
      [...new Set(subject.stacks.map(({ region }) => region))],
    ),
};
