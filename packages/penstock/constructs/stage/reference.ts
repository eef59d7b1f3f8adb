import type { Endpoint } from '../../contract/endpoint.ts';
import { pathsOfPage, type ReferencePage, referencePages } from '../../contract/reference/endpoints.ts';
import type { AppParts } from '../context/app-parts.ts';
import type { Stage } from './stage.ts';

type Described = Pick<Stage, 'reference'>;

/** What describes the API in a stage: all there is, without what the stage switches off. The page shows the document. */
const wanted = ({ reference = {} }: Described): readonly ReferencePage[] =>
  referencePages.filter((page) => reference[page] !== false && (page !== 'docs' || reference.openapi !== false));

/** The names of what a stage serves to describe the API. What the contract has at the path of a page is served there instead. */
export function pagesOf(stage: Described, app: App): readonly ReferencePage[] {
  const taken = new Set(takenPages(stage, app).map(({ page }) => page));
  return wanted(stage).filter((page) => !taken.has(page) && (page !== 'docs' || !taken.has('openapi')));
}

type App = Pick<AppParts, 'reference' | 'contract'>;

/** The pages of a stage at paths that the contract has; a variable is one by any name. */
export function takenPages(
  stage: Described,
  app: App,
): readonly { readonly page: ReferencePage; readonly path: string }[] {
  if (app.reference === undefined) return [];
  const theirs = app.contract.operations.map(({ path }) => `${plain(path)}/`);
  const served = pagesAmong(app.reference);
  return wanted(stage)
    .filter((page) => served.includes(page))
    .flatMap((page) => pathsOfPage(page).map((path) => ({ page, path })))
    .filter(({ path }) => theirs.some((their) => isContested(plain(path), their)));
}

const plain = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

/** The same path; and below a variable two names of it can't be. */
const isContested = (path: string, their: string): boolean =>
  their === `${path}/` || (path.endsWith('{}') && their.startsWith(`${path}/`));

/** The endpoints of an app that a stage serves. */
export function referenceOf(stage: Described, app: App): AppParts['reference'] {
  const paths = pagesOf(stage, app).flatMap(pathsOfPage);
  const served = app.reference?.filter(({ path }) => paths.includes(path)) ?? [];
  return served.length === 0 ? undefined : served;
}

/** The pages whose paths are among those of endpoints. */
export const pagesAmong = (endpoints: readonly Pick<Endpoint, 'path'>[]): readonly ReferencePage[] =>
  referencePages.filter((page) => endpoints.some(({ path }) => pathsOfPage(page).includes(path)));
