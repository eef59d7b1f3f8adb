import { describe, expect, it } from '@jest/globals';
import { frameworkState } from '../../../testkit/jest/framework-state.ts';

describe('what a test file adds to how Jest compares and prints', () => {
  it('is undone after it', () => {
    const serializers: unknown[] = ['of Jest'];
    let list = serializers;
    const restore = frameworkState({ getSerializers: () => list });

    // As `expect.addSnapshotSerializer` does: in a new list.
    list = ['of a test file', ...list];
    expect.extend({ toBeAnything: () => ({ pass: true, message: () => '' }) });
    expect.addEqualityTesters([(one, other) => (one === 'one' && other === 'other' ? true : undefined)]);
    expect('one').toEqual('other');
    restore();

    expect(list).toEqual(['of Jest']);
    expect(expect(1)).not.toHaveProperty('toBeAnything');
    expect('one').not.toEqual('other');
    expect(serializers).toEqual(['of Jest']);
  });
});
