import { methodCalls, optionalChains } from './calls.ts';
import type { Mutator } from './change.ts';
import { arrows, blocks, conditions } from './conditions.ts';
import { booleans, collections, numbers, texts } from './literals.ts';
import { assignments, binary, logic, unaries } from './operators.ts';
import { patterns } from './patterns.ts';

/** The kinds of mutants, in the words of Stryker's list, and numbers beside them. */
export const mutators: Readonly<Record<string, Mutator>> = {
  'arithmetic, equality and boundaries': binary,
  'logical operators': logic,
  'assignment operators': assignments,
  'unary and update operators': unaries,
  conditions,
  blocks,
  'arrow functions': arrows,
  booleans,
  numbers,
  strings: texts,
  'arrays and objects': collections,
  methods: methodCalls,
  'optional chaining': optionalChains,
  'regular expressions': patterns,
};
