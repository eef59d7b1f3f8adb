import { describe, expect, it } from '@jest/globals';
import { IntrinsicError, noValue, resolve, type Scope } from '../../../local/assembly/intrinsics.ts';

const scope: Scope = {
  ref: (name) => {
    if (name === 'AWS::NoValue') return noValue;
    if (name === 'Unknown') throw new IntrinsicError('Ref Unknown: there is none.');
    return `<${name}>`;
  },
  attribute: (logicalId, name) => `<${logicalId}.${name}>`,
  condition: (name) => name === 'Yes',
  mapping: (...names) => names.join('/'),
  exported: (name) => `exported ${name}`,
  stackOutput: (stack, output) => `${stack} gives ${output}`,
};

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Table' }, '<Table>'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, '<Table.Arn>'],
    ['GetAtt as a string', { 'Fn::GetAtt': 'Table.Stream.Arn' }, '<Table.Stream.Arn>'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-<B>-3'],
    ['Join of a list that is a function', { 'Fn::Join': ['', { 'Fn::Split': [',', 'a,b'] }] }, 'ab'],
    ['Sub', { 'Fn::Sub': `x-\${A}-\${B.Arn}-\${!C}` }, `x-<A>-<B.Arn>-\${C}`],
    ['Sub with variables of its own', { 'Fn::Sub': [`\${A}-\${B}`, { A: { Ref: 'C' } }] }, '<C>-<B>'],
    ['Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    ['Split', { 'Fn::Split': [':', 'a:b'] }, ['a', 'b']],
    ['If that holds', { 'Fn::If': ['Yes', 1, 2] }, 1],
    ['If that does not', { 'Fn::If': ['No', 1, { Ref: 'X' }] }, '<X>'],
    ['Equals', { 'Fn::Equals': [{ Ref: 'A' }, '<A>'] }, true],
    ['And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
    ['Or', { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
    ['Not', { 'Fn::Not': [{ Condition: 'No' }] }, true],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'name' } }, 'exported name'],
    ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Arn' } }, 'data gives Arn'],
    ['FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'R' }, 'key'] }, 'Map/<R>/key'],
    ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['a value inside lists and objects', { a: [{ b: { Ref: 'C' } }] }, { a: [{ b: '<C>' }] }],
    ['an object with a member more than a function', { Ref: 'A', b: 1 }, { Ref: 'A', b: 1 }],
  ])('resolves %s', (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it('leaves out what has no value', () => {
    const nothing = { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] };

    expect(resolve({ a: nothing, b: [1, nothing] }, scope)).toEqual({ b: [1] });
  });

  it.each<[string, unknown, string, string]>([
    ['an unknown function', { a: { 'Fn::Magic': 1 } }, 'Fn::Magic is not a function', 'a'],
    ['an unknown name', { a: [{ b: { Ref: 'Unknown' } }] }, 'Ref Unknown', 'a[0].b'],
    ['an element that is not there', { a: { 'Fn::Select': [2, ['x']] } }, 'no element 2', 'a'],
  ])('fails %s and says where it stands', (_, value, message, at) => {
    expect.assertions(3);
    try {
      resolve(value, scope);
    } catch (error) {
      expect(error).toBeInstanceOf(IntrinsicError);
      expect(String(error)).toContain(message);
      expect((error as IntrinsicError).at).toBe(at);
    }
  });
});
