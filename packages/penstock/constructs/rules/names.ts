import type { Stage } from '../stage/stage.ts';

/** Whether a property is the name that a stage gives to something: `penstock-<stage>-<name>`. */
export const isNamed = (value: unknown, stage: Stage, name: string): boolean =>
  value === `penstock-${stage.name}-${name}`;
