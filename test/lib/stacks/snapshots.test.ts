import { inspect } from 'node:util';
import { expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { stackOf, stageLike, synthesize } from '../synthesized.ts';
import { mask } from './mask.ts';

// One stage, in one region: what the others have apart from it is asserted, property by property, beside this file.
const stacks = synthesize(stageLike('prod'));
const region = 'eu-west-1';
const reviewed = [
  'penstock-prod-data',
  `penstock-prod-api-${region}`,
  `penstock-prod-events-${region}`,
  'penstock-prod-edge',
];

/** A template in as few lines as stay readable. */
const printed = (template: unknown): string =>
  inspect(template, { depth: null, compact: 4, breakLength: 140, maxArrayLength: null, maxStringLength: null });

expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: String });

it.each(reviewed)('%s is as reviewed', (name) => {
  expect(printed(mask(stackOf(stacks, name).template))).toMatchSnapshot();
});

it.each(['eu-west-2', 'eu-central-1'])('%s serves what the first region serves', (other) => {
  const typesIn = (name: string) =>
    ['api', 'events'].map((kind) =>
      resourcesOf(stackOf(stacks, `penstock-prod-${kind}-${name}`))
        .map(({ type }) => type)
        .toSorted(),
    );

  expect(typesIn(other)).toEqual(typesIn(region));
});
