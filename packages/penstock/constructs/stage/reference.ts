import { pathsOfPage, type ReferencePage, referencePages } from '../../contract/reference/endpoints.ts';
import type { AppParts } from '../context/app-parts.ts';
import type { Stage } from './stage.ts';

type Described = Pick<Stage, 'reference'>;

/** The names of what describes the API in a stage: all there is, without what the stage switches off. The page shows the document. */
export const pagesOf = ({ reference = {} }: Described): readonly ReferencePage[] =>
  referencePages.filter((page) => reference[page] !== false && (page !== 'docs' || reference.openapi !== false));

/** The pages of a stage at paths that operations of the contract have; a variable is one by any name. */
export function takenPages(
  stage: Described,
  app: Pick<AppParts, 'reference' | 'contract'>,
): readonly { readonly page: ReferencePage; readonly path: string }[] {
  if (app.reference === undefined) return [];
  const plain = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{}');
  const theirs = new Set(app.contract.operations.map(({ path }) => plain(path)));
  const isServed = (page: ReferencePage) =>
    pathsOfPage(page).some((path) => app.reference?.some((one) => one.path === path));
  return pagesOf(stage)
    .filter(isServed)
    .flatMap((page) => pathsOfPage(page).map((path) => ({ page, path })))
    .filter(({ path }) => theirs.has(plain(path)));
}

/** The endpoints of an app that a stage serves. */
export function referenceOf(stage: Described, { reference }: Pick<AppParts, 'reference'>): AppParts['reference'] {
  const paths = pagesOf(stage).flatMap(pathsOfPage);
  const served = reference?.filter(({ path }) => paths.includes(path)) ?? [];
  return served.length === 0 ? undefined : served;
}
