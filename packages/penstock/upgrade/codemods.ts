import type { Codemod } from './codemod.ts';
import { keepNames } from './codemods/keep-names.ts';

/** Of all versions, in their order. */
export const codemods: readonly Codemod[] = [keepNames];
