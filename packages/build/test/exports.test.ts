import { parse } from '@babel/parser';
import { describe, expect, it } from '@jest/globals';
import { readModule } from '../exports.ts';

const read = (...lines: readonly string[]) => readModule(parse, lines.join('\n'));

describe('what a module offers', () => {
  it.each([
    ['export const a = 1, b = 2;', ['a', 'b']],
    ['export function f() {}', ['f']],
    ['export class C {}', ['C']],
    ['export interface I {}', ['I']],
    ['export type T = string;', ['T']],
    ['export default 1;', ['default']],
    ["export { a, type B as C } from './x.ts';", ['a', 'C']],
    ['const a = 1; export { a };', ['a']],
    ['const a = 1;', []],
  ])('is in %s', (code, names) => {
    expect(read(code).exports).toEqual(names);
  });

  it('is no type that is a part of something else in it', () => {
    expect(read('export interface Options {}', 'export function open(options: Options) {}').exports).toEqual(['open']);
    expect(read('export const limit = 1;', 'export const most = limit;').exports).toEqual(['limit', 'most']);
  });
});

describe('what a module takes', () => {
  it.each([
    ["import { a, type B as C } from './x.ts';", ['a', 'B']],
    ["import type { D } from './x.ts';", ['D']],
    ["import * as all from './x.ts';", ['*']],
    ["import one from './x.ts';", ['default']],
    ["export { a as b } from './x.ts';", ['a']],
    ["export * from './x.ts';", ['*']],
    ["await import('./x.ts');", ['*']],
    ["import './x.ts';", []],
  ])('is in %s', (code, names) => {
    expect(read(code).imports).toEqual(names.map((name) => ({ from: './x.ts', name })));
  });
});
