import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { consumers, stackOf, stacksOf, stageLike } from '../lib/synthesized.ts';

const readme = readFileSync('docs/runbooks/README.md', 'utf8');
const backlog = readFileSync('docs/runbooks/backlog.md', 'utf8');
const undeliverable = readFileSync('docs/runbooks/undeliverable.md', 'utf8');
const queues = consumers.map(({ queue }) => queue);
/** Each consumer that takes events from the bus has a rule of its name. */
const rules = consumers.filter(({ detailTypes }) => detailTypes.length > 0).map(({ name }) => name);

const kinds = { queue: queues, rule: rules, region: stageLike('prod').regions } as const;

/** The alarms named in the first column of the tables, for every queue, rule or region where it says `<queue>` or so. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(penstock-prod-[^`]+)`/g)].map(([, name = '']) => {
      const kind = Object.entries(kinds).find(([one]) => name.includes(`<${one}>`));
      return kind === undefined ? [name] : kind[1].map((one) => name.replace(/<\w+>/, one));
    }),
  );

const alarms = ['penstock-prod-events-eu-west-1', 'penstock-prod-edge']
  .flatMap((name) => resourcesOf(stackOf(stacksOf('prod'), name), 'AWS::CloudWatch::Alarm'))
  .map(({ properties }) => String(properties.AlarmName));

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
