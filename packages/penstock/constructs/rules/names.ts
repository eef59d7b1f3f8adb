import { namesOf } from '../stacks/names.ts';
import type { AppStage } from '../stage/app-stage.ts';

/** Whether a property is the name that a stage of an app gives to something: `<app>-<stage>-<name>`. */
export const isNamed = (value: unknown, stage: AppStage, name: string): boolean =>
  value === `${namesOf(stage).api}-${name}`;
