import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../local/assembly/catalogue.ts';

interface SpecType {
  readonly cloudFormationType: string;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: string }>>;
}

/** The resource specification of AWS, as the CDK CLI carries it for its diffs. */
function specification(): ReadonlyMap<string, SpecType> {
  const cli = dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json'));
  const { schema } = JSON.parse(gunzipSync(readFileSync(join(cli, 'db.json.gz'))).toString('utf8'));
  const types: readonly SpecType[] = Object.values(schema.resource.entities);
  return new Map(types.map((type) => [type.cloudFormationType, type]));
}

const types = specification();

describe('what the change of a property does', () => {
  /** Custom resources are in no specification. */
  const ofAws = Object.keys(catalogue).filter((type) => type.startsWith('AWS::'));

  it.each(ofAws)('is for %s as the specification says', (type) => {
    const declared = types.get(type)?.properties ?? {};
    const understood = Object.keys(catalogue[type]?.properties ?? {});
    const expected = understood.filter((name) => declared[name]?.causesReplacement === 'yes');

    expect([...(catalogue[type]?.replacedBy ?? [])].toSorted()).toEqual(expected.toSorted());
    expect(understood.filter((name) => declared[name] === undefined)).toEqual([]);
  });
});
