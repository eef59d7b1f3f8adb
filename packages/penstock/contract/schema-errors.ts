import type { ErrorObject } from 'ajv';
import type { Draft } from './finding.ts';
import { show } from './json.ts';
import { escapeSegment } from './node.ts';

/** Errors that only repeat what the errors of their parts say. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not', 'dependentSchemas', 'propertyNames']);

/** What ajv (with `verbose`) found wrong at `pointer`, as findings of a rule. */
export function fromSchemaErrors(rule: string, pointer: string, errors: readonly ErrorObject[]): readonly Draft[] {
  const said = errors.filter(({ keyword }) => !echoes.has(keyword));
  const reported = said.length > 0 ? said : errors.slice(0, 1);
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const atPlace = Map.groupBy(reported, ({ instancePath }) => instancePath);
  // Each alternative says what it would have liked; the first is enough.
  const repeated = new Set(
    alternatives.flatMap((alternative) =>
      (atPlace.get(alternative.instancePath) ?? []).filter((error) => isBranch(alternative, error)).slice(1),
    ),
  );
  const failed = failedPlaces(reported);
  return reported
    .filter((error) => !repeated.has(error) && !followsFrom(error, failed))
    .map((error) => describe(rule, pointer, error));
}

/** Whether an error comes from an alternative, in place or by reference, and not from a keyword beside it. */
function isBranch(alternative: ErrorObject, { schemaPath }: ErrorObject): boolean {
  const beside = alternative.schemaPath.slice(0, alternative.schemaPath.lastIndexOf('/') + 1);
  return schemaPath.startsWith(`${alternative.schemaPath}/`) || !schemaPath.startsWith(beside);
}

// A member whose schema failed counts as not evaluated; that is an echo of the failure.
const followsFrom = ({ keyword, instancePath }: ErrorObject, failed: ReadonlySet<string>): boolean =>
  keyword.startsWith('unevaluated') && failed.has(instancePath);

/** Where something failed by itself, and all that holds it. */
function failedPlaces(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { keyword, instancePath } of errors) {
    if (keyword.startsWith('unevaluated')) continue;
    for (let place = instancePath; !places.has(place); place = place.slice(0, Math.max(place.lastIndexOf('/'), 0))) {
      places.add(place);
    }
  }
  return places;
}

function describe(rule: string, pointer: string, error: ErrorObject): Draft {
  const { keyword, instancePath, params, data, parentSchema, propertyName } = error;
  const path = pointer + instancePath;
  const unknown: unknown = params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof unknown === 'string') {
    const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
    const message = `expected no member "${unknown}" here${known.length > 0 ? `, only ${known.join(', ')}` : ''}`;
    return { rule, path: `${path}/${escapeSegment(unknown)}`, message, fix: `Remove or rename "${unknown}".` };
  }
  if (keyword === 'required') {
    const message = `expected the member "${params.missingProperty}", received none`;
    return { rule, path, message, fix: `Add "${params.missingProperty}".` };
  }
  const wanted = expectation(error);
  if (propertyName !== undefined) {
    const named = `${path}/${escapeSegment(propertyName)}`;
    return { rule, path: named, message: `expected ${wanted}, received "${propertyName}"`, fix: 'Rename it.' };
  }
  return { rule, path, message: `expected ${wanted}, received ${show(data)}`, fix: `Write ${wanted}.` };
}

function expectation({ keyword, params, message = '', propertyName }: ErrorObject): string {
  if (propertyName !== undefined && keyword === 'pattern') return `a name that matches ${params.pattern}`;
  if (keyword === 'enum') return `one of ${params.allowedValues.join(', ')}`;
  if (keyword === 'const') return show(params.allowedValue);
  if (keyword === 'type') return [params.type].flat().map(withArticle).join(' or ');
  return `a value that ${verbs.reduce((text, [from, to]) => text.replace(from, to), message)}`;
}

function withArticle(type: string): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}

const verbs: readonly (readonly [RegExp, string])[] = [
  [/^must be/, 'is'],
  [/^must have/, 'has'],
  [/^must NOT/, 'does not'],
  [/^must match/, 'matches'],
];
