import { describe, expect, it } from '@jest/globals';
import { type Resource, resourcesOf } from 'penstock-rules/template/resources';
import { asObject } from '../../../packages/penstock/contract/json.ts';
import { stackOf, stageLike, synthesize } from '../synthesized.ts';
import { mask } from './mask.ts';

const apiWith = (code: Readonly<Record<string, string>>) =>
  stackOf(synthesize(stageLike('dev'), code), 'penstock-dev-api-eu-west-1');
const versionsOf = (stack: ReturnType<typeof apiWith>) =>
  resourcesOf(stack, 'AWS::Lambda::Version').map(({ logicalId }) => logicalId);
const assetOf = (stack: ReturnType<typeof apiWith>, name: string) =>
  asObject(resourcesOf(stack, 'AWS::Lambda::Function').find((one) => isNamed(one, name))?.properties.Code).S3Key;
const isNamed = ({ properties }: Resource, name: string) => properties.FunctionName === `penstock-dev-${name}`;

const code = (answer: number) => `exports.handler = async () => ${answer};`;
const before = apiWith({ createOrder: code(1) });
const after = apiWith({ createOrder: code(2) });

describe('an edit of one byte in a handler', () => {
  it('deploys this code, by its exact hash', () => {
    expect(assetOf(before, 'createOrder')).toMatchInlineSnapshot(
      `"98d9d706a4349f14279575fc3f4b0f971ac1ddbd7ff43a2c89967b5e2a5839fa.zip"`,
    );
    expect(assetOf(after, 'createOrder')).toMatchInlineSnapshot(
      `"4ae4fd98d6c83ae1a1d2d0b2a959c800514d1bd231c43b70a69d8e145f4f12ef.zip"`,
    );
  });

  it('publishes a version of that function and of no other', () => {
    const changed = versionsOf(after).filter((id) => !versionsOf(before).includes(id));

    expect(changed).toEqual([expect.stringMatching(/^FunctionscreateOrderFunctionCurrentVersion/)]);
  });

  it('changes nothing else', () => {
    expect(mask(after.template)).toEqual(mask(before.template));
  });
});

it('the same code in another folder is the same deployment', () => {
  expect(apiWith({ createOrder: code(2) }).template).toEqual(after.template);
});
