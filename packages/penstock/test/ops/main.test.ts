import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runCommandHere } from '../../testkit/command.ts';

const main = join(import.meta.dirname, '../../ops/main.ts');
/** Nothing of whoever runs the tests, and no instance to ask for credentials. */
const nobody = {
  PATH: String(process.env.PATH),
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

async function events(line: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, code } = await runCommandHere(main, line.split(' '), { env: { ...nobody, ...env } });
  return { out: stdout, error: stderr, code };
}

describe('npm run events', () => {
  it('shows what there is', async () => {
    const { out, code } = await events('help');
    expect(out).toMatch(/^npm run events -- COMMAND/);
    expect(code).toBe(0);
  });

  it.each([
    ['without credentials', 'dlq list --region eu-west-1', 'No AWS credentials were found.'],
    ['without a region', 'dlq list', 'No AWS region is set. Name one with --region or AWS_REGION.'],
    ['where no local cloud runs', 'dlq list --local --port 1', 'No local cloud answers on port 1.'],
    [
      'on what AWS has no list of',
      'undeliverable --region eu-west-1',
      'AWS keeps no event that a dead-letter queue refused',
    ],
    ['on an option without its value', 'dlq redrive labels --filter --yes', '--filter takes a value'],
    ['on a region that is none', 'dlq list --region eu_west', '--region is the name of an AWS region'],
    ['on a command that is none', 'dlq burn', 'There is no command "dlq burn".'],
    ['on a time without a zone', 'replay --from 2026-11-22T10:00:00', '--from is a time with its zone'],
  ])('fails %s in one line and without a stack', async (_, line, message) => {
    const { out, error, code } = await events(line);
    expect({ out, code, lines: error.trim().split('\n').length }).toEqual({ out: '', code: 1, lines: 1 });
    expect(error).toContain(message);
  });

  it('fails on a region of the environment that is none in one line', async () => {
    const { error, code } = await events('dlq list', { AWS_REGION: 'foo bar' });
    expect({ error, code }).toEqual({
      error:
        'Region not accepted: region="foo bar" is not a valid hostname component. Name one such as eu-west-1 with --region or AWS_REGION.\n',
      code: 1,
    });
  });
});
