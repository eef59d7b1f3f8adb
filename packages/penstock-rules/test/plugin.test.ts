import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Validations } from 'aws-cdk-lib/core';
import { ResilienceRules, rules } from '../index.ts';
import { carefulApp } from './careful-app.ts';
import { carelessApp } from './careless-app.ts';

const outdir = mkdtempSync(join(tmpdir(), 'penstock-rules-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

interface Found {
  readonly ruleName: string;
  readonly description: string;
  readonly suggestedFix: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

/** What the app is told when it is synthesized with these rules. */
function foundIn(options: ConstructorParameters<typeof ResilienceRules>[0], acknowledged: readonly string[] = []) {
  const app = carelessApp(outdir);
  Validations.of(app).addPlugins(new ResilienceRules(options));
  for (const id of acknowledged) Validations.of(app).acknowledge({ id, reason: 'The shop closes on Friday.' });
  rmSync(join(outdir, 'validation-report.json'), { force: true });
  const synthesize = () => app.synth();
  const violations = (): readonly Found[] => {
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    const own = pluginReports.find(({ pluginName }: { pluginName: string }) => pluginName === 'ResilienceRules');
    return own?.violations ?? [];
  };
  return { synthesize, violations };
}

describe('an app that has nothing to do with Penstock', () => {
  it('can keep every rule with the constructs of the library alone', () => {
    const app = carefulApp(outdir);
    Validations.of(app).addPlugins(new ResilienceRules());

    expect(() => app.synth()).not.toThrow();
  });

  it('fails synth, with each rule that it breaks', () => {
    const { synthesize, violations } = foundIn({});

    expect(synthesize).toThrow(/expected a dead-letter queue/);
    expect([...new Set(violations().map(({ ruleName }) => ruleName))].toSorted()).toEqual(
      rules.map(({ id }) => id).toSorted(),
    );
  });

  it('is told the construct, what was received, the property of CDK to set and the page that says so', () => {
    const { synthesize, violations } = foundIn({ only: ['queue-visibility'] });

    expect(synthesize).toThrow();
    expect(violations()).toMatchObject([
      {
        description:
          'received 300 s, expected at least 1800: 6 times the 300 s of the function, and the batching window of 0 s',
        suggestedFix:
          'raise `visibilityTimeout` of the Queue, or lower `timeout` of the Function. See https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
        violatingConstructs: [{ constructPath: 'Shop/Work/Resource' }],
      },
    ]);
  });

  it('hears nothing of Penstock in any of it', () => {
    const { synthesize, violations } = foundIn({});

    expect(synthesize).toThrow();
    const texts = violations().map(({ description, suggestedFix }) => `${description} ${suggestedFix}`);
    expect(texts.filter((text) => /penstock|contract|consumers\.yaml|the stage/i.test(text))).toEqual([]);
  });

  it('passes what it acknowledges', () => {
    const { synthesize } = foundIn({ only: ['log-retention'] }, ['ResilienceRules::log-retention']);

    expect(synthesize).not.toThrow();
  });

  it('passes the rules that it leaves out', () => {
    expect(foundIn({ except: rules.map(({ id }) => id) }).synthesize).not.toThrow();
  });

  it('is measured by the limits that it gives', () => {
    const { synthesize } = foundIn({ only: ['account-concurrency'], limits: { accountConcurrency: 1052 } });

    expect(synthesize).not.toThrow();
  });
});
