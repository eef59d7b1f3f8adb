import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { consumers, stackOf, stacksOf } from '../lib/synthesized.ts';

const readme = readFileSync('docs/runbooks/README.md', 'utf8');
const backlog = readFileSync('docs/runbooks/backlog.md', 'utf8');
const undeliverable = readFileSync('docs/runbooks/undeliverable.md', 'utf8');
const queues = consumers.map(({ queue }) => queue);
/** Each consumer that takes events from the bus has a rule of its name. */
const rules = consumers.filter(({ detailTypes }) => detailTypes.length > 0).map(({ name }) => name);

/** The alarms named in the first column of the tables, for every queue or rule where it says `<queue>` or `<rule>`. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(penstock-prod-[^`]+)`/g)].map(([, name = '']) =>
      ['<queue>', '<rule>'].some((kind) => name.includes(kind))
        ? (name.includes('<queue>') ? queues : rules).map((one) => name.replace(/<\w+>/, one))
        : [name],
    ),
  );

const alarms = resourcesOf(stackOf(stacksOf('prod'), 'penstock-prod-events-eu-west-1'), 'AWS::CloudWatch::Alarm').map(
  ({ properties }) => String(properties.AlarmName),
);

describe('the runbooks', () => {
  it('say what to do when any alarm rings', () => {
    const covered = rowsOf(readme).flat();

    expect(alarms.filter((name) => !covered.includes(name))).toEqual([]);
  });

  it('name no alarm that there is not', () => {
    const named = [readme, backlog, undeliverable].flatMap(rowsOf).flat();

    expect(named.filter((name) => !alarms.includes(name))).toEqual([]);
  });

  it('lead to files that exist', () => {
    const files = [...readme.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, file]) => `docs/runbooks/${file}`);

    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(() => readFileSync(file)).not.toThrow();
  });
});
