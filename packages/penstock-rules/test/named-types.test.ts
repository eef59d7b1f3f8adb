import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { namedTypes } from '../named-types.ts';

interface SpecType {
  readonly cloudFormationType: string;
  readonly primaryIdentifier: readonly string[];
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: string }>>;
}

/** The resource specification of AWS, as the CDK CLI carries it for its diffs. */
const specification = JSON.parse(
  gunzipSync(
    readFileSync(join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'db.json.gz')),
  ).toString('utf8'),
);
const specified: ReadonlyMap<string, SpecType> = new Map(
  (Object.values(specification.schema.resource.entities) as readonly SpecType[]).map((type) => [
    type.cloudFormationType,
    type,
  ]),
);

describe('a type that may have a name of its own', () => {
  it.each(Object.entries(namedTypes))(
    '%s is as the specification says',
    (type, { name, identifier, import: how, replacedBy }) => {
      const { properties = {}, primaryIdentifier = [] } = specified.get(type) ?? {};
      const replacing = Object.keys(properties).filter((one) => properties[one]?.causesReplacement === 'yes');

      expect(Object.keys(properties)).toContain(name);
      expect(primaryIdentifier).toContain(identifier);
      expect([...replacedBy, name]).toEqual(expect.arrayContaining(replacing));
      expect(Object.keys(properties)).toEqual(expect.arrayContaining([...replacedBy]));
      expect(how === 'name').toBe(primaryIdentifier.length === 1 && identifier === name);
    },
  );

  it('is imported by an identifier that no template holds, or not at all, where that is not its name', () => {
    const by = (how: string) => Object.keys(namedTypes).filter((type) => namedTypes[type]?.import === how);

    expect(by('identifier')).toEqual(['AWS::SecretsManager::Secret', 'AWS::SQS::Queue']);
    expect(by('none')).toEqual([
      'AWS::ApiGateway::ApiKey',
      'AWS::ApiGateway::RestApi',
      'AWS::ApiGateway::UsagePlan',
      'AWS::Events::Rule',
      'AWS::WAFv2::WebACL',
    ]);
  });
});
