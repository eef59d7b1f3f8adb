import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from '../../lib/rules/resources.ts';
import { consumers, stackOf, stageLike, synthesize } from '../lib/synthesized.ts';

const readme = readFileSync('docs/runbooks/README.md', 'utf8');
const backlog = readFileSync('docs/runbooks/backlog.md', 'utf8');
const queues = consumers.map(({ queue }) => queue);

/** The alarms named in the first column of the tables, for every queue where it says `<queue>`. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(penstock-prod-[^`]+)`/g)].map(([, name = '']) =>
      name.includes('<queue>') ? queues.map((queue) => name.replace('<queue>', queue)) : [name],
    ),
  );

const alarms = resourcesOf(
  stackOf(synthesize(stageLike('prod')), 'penstock-prod-events-eu-west-1'),
  'AWS::CloudWatch::Alarm',
).map(({ properties }) => String(properties.AlarmName));

describe('the runbooks', () => {
  it('say what to do when any alarm rings', () => {
    const covered = rowsOf(readme).flat();

    expect(alarms.filter((name) => !covered.includes(name))).toEqual([]);
  });

  it('name no alarm that there is not', () => {
    const named = [...rowsOf(readme), ...rowsOf(backlog)].flat();

    expect(named.filter((name) => !alarms.includes(name))).toEqual([]);
  });

  it('lead to files that exist', () => {
    const files = [...readme.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, file]) => `docs/runbooks/${file}`);

    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(() => readFileSync(file)).not.toThrow();
  });
});
