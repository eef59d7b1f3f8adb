import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { stages } from '../../lib/stages.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress'?: boolean };
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = globSync('.github/workflows/*.yml');
const textOf = (file: string) => readFileSync(file, 'utf8');
const workflowOf = (file: string): Workflow => parse(textOf(file));
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

describe.each(files)('%s', (file) => {
  const workflow = workflowOf(file);
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('pins each action to a commit, and says which version that is', () => {
    const used = [...textOf(file).matchAll(/uses: (.*)/g)].map(([, one = '']) => one);

    expect(used.length).toBeGreaterThan(0);
    for (const one of used) expect(one).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives no more than reading by default, and every job an end', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it('leaves no token in the checkout', () => {
    for (const { uses = '', with: options } of steps) {
      if (uses.startsWith('actions/checkout@')) expect(options).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('knows the commands it runs, and takes nothing from an event into a shell', () => {
    for (const { run = '' } of steps) {
      for (const [, options = '', script = ''] of run.matchAll(/npm run ((?:--\S+ )*)([\w:-]+)/g)) {
        if (!options.includes('--if-present')) expect(Object.keys(scripts)).toContain(script);
      }
      expect(run).not.toMatch(/\$\{\{\s*(github\.event|inputs|github\.head_ref)/);
    }
  });

  it('waits for jobs that are there', () => {
    for (const { needs } of Object.values(workflow.jobs)) {
      if (needs !== undefined) expect(Object.keys(workflow.jobs)).toContain(needs);
    }
  });
});

describe('the workflow that deploys', () => {
  const file = '.github/workflows/deploy.yml';
  const { jobs } = workflowOf(file);
  const commands = (job: string) => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []);

  it('goes to dev, and to prod after it', () => {
    expect(commands('dev').at(-1)).toBe('npm run deploy -- --stage dev');
    expect(jobs.prod?.needs).toBe('dev');
    expect(commands('prod').at(-1)).toBe('npm run deploy -- --stage prod');
    for (const name of ['dev', 'prod']) expect(Object.keys(stages)).toContain(name);
  });

  it('holds no key: every job that reaches AWS does so by the role of its environment', () => {
    expect(textOf(file)).not.toMatch(/aws-access-key-id|aws-secret-access-key|AWS_ACCESS_KEY|AWS_SECRET/i);
    for (const [name, { environment, permissions, steps }] of Object.entries(jobs)) {
      const [signIn] = steps.filter(({ uses = '' }) => uses.startsWith('aws-actions/configure-aws-credentials@'));
      expect([name, permissions]).toEqual([name, expect.objectContaining({ 'id-token': 'write' })]);
      expect(environment).toBe(
        name === 'review' ? '$' + '{{ matrix.stage }}-review' : name === 'rollback' ? 'prod' : name,
      );
      expect(signIn?.with?.['role-to-assume']).toBe(
        `$\{{ vars.${name === 'review' ? 'REVIEW_ROLE' : 'DEPLOY_ROLE'} }}`,
      );
    }
  });

  it('never deploys a stage twice at once, and cancels no deployment', () => {
    expect(jobs.prod?.concurrency).toEqual({ group: 'deploy-prod' });
    expect(jobs.rollback?.concurrency).toEqual(jobs.prod?.concurrency);
    expect(jobs.dev?.concurrency).toEqual({ group: 'deploy-dev' });
  });

  it('shows a review what would change and what it would cost, and lets it write a comment alone', () => {
    expect(commands('review').join('\n')).toMatch(
      /npm run --silent diff (.|\n)*npm run --silent --if-present cost .*--base "\$BASE"/,
    );
    expect(jobs.review?.permissions).toEqual({ contents: 'read', 'id-token': 'write', 'pull-requests': 'write' });
    expect(jobs.review?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });

  it('keeps what served in prod, and goes back to it by the run', () => {
    const kept = jobs.prod?.steps.at(-1)?.with;
    const fetched = jobs.rollback?.steps.find(({ uses = '' }) => uses.startsWith('actions/download-artifact@'))?.with;

    expect(kept).toMatchObject({ name: fetched?.name, path: 'cdk.out/deploy-prod/protected' });
    expect(commands('rollback').at(-1)).toBe(`npm run rollback -- --stage prod --assembly ${fetched?.path}`);
  });
});
