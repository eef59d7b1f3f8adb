import { pathOfPage, type ReferencePage, referencePages } from '../../contract/reference/endpoints.ts';
import type { AppParts } from '../context/app-parts.ts';
import type { Stage } from './stage.ts';

/** The names of what describes the API in a stage: all there is, without what the stage switches off. */
export const pagesOf = ({ reference = {} }: Pick<Stage, 'reference'>): readonly ReferencePage[] =>
  referencePages.filter((page) => reference[page] !== false);

/** The endpoints of an app that a stage serves. */
export function referenceOf(stage: Stage, { reference }: Pick<AppParts, 'reference'>): AppParts['reference'] {
  const paths = pagesOf(stage).map(pathOfPage);
  const served = reference?.filter(({ path }) => paths.includes(path)) ?? [];
  return served.length === 0 ? undefined : served;
}
