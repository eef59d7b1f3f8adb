import { expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { stackOf, stageLike, synthesize } from '../synthesized.ts';
import { mask } from './mask.ts';

const dev = synthesize(stageLike('dev'));
const prod = synthesize(stageLike('prod'));
const reviewed = [...dev, ...prod.filter(({ region }) => region === 'eu-west-1')];

it.each(reviewed.map(({ name, template }) => [name, template] as const))('%s is as reviewed', (_, template) => {
  expect(mask(template)).toMatchSnapshot();
});

it.each(['eu-west-2', 'eu-central-1'])('%s serves what the first region serves', (region) => {
  const typesIn = (name: string) =>
    ['api', 'events'].map((kind) =>
      resourcesOf(stackOf(prod, `penstock-prod-${kind}-${name}`))
        .map(({ type }) => type)
        .toSorted(),
    );

  expect(typesIn(region)).toEqual(typesIn('eu-west-1'));
});
