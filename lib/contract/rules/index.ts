import type { Draft } from '../finding.ts';
import type { Outline } from '../outline.ts';

/** A rule looks at the whole document and yields what it finds; it never stops another rule. */
export type Rule = (outline: Outline) => Iterable<Draft>;

export const rules: readonly Rule[] = [];
