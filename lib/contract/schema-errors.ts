import type { ErrorObject } from 'ajv';
import type { Draft } from './finding.ts';
import { show } from './json.ts';
import { escapeSegment } from './node.ts';

/** Errors that only repeat what the errors of their branches say. */
const echoes = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not', 'dependentSchemas', 'propertyNames']);

/** What ajv (with `verbose`) found wrong at `pointer`, as findings of a rule. */
export function fromSchemaErrors(rule: string, pointer: string, errors: readonly ErrorObject[]): readonly Draft[] {
  const said = errors.filter(({ keyword }) => !echoes.has(keyword));
  const told = said.length > 0 ? said : errors.slice(0, 1);
  const alternatives = new Set(errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf').map(placeOf));
  const first = new Map(told.toReversed().map((error) => [placeOf(error), error]));
  // Each alternative says what it would have liked; one is enough.
  const kept = told.filter((error) => !alternatives.has(placeOf(error)) || first.get(placeOf(error)) === error);
  return kept.filter((error) => !followsFrom(error, told)).map((error) => describe(rule, pointer, error));
}

function placeOf({ instancePath }: ErrorObject): string {
  return instancePath;
}

// A member whose schema failed counts as not evaluated; that is an echo of the failure.
function followsFrom({ keyword, instancePath }: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const isEcho = ({ keyword: other, instancePath: path }: ErrorObject) =>
    !other.startsWith('unevaluated') && (path === instancePath || path.startsWith(`${instancePath}/`));
  return keyword.startsWith('unevaluated') && errors.some(isEcho);
}

function describe(rule: string, pointer: string, error: ErrorObject): Draft {
  const { keyword, instancePath, params, data, parentSchema } = error;
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
  if (error.propertyName !== undefined) {
    const named = `${path}/${escapeSegment(error.propertyName)}`;
    return { rule, path: named, message: `expected ${wanted}, received "${error.propertyName}"`, fix: 'Rename it.' };
  }
  return { rule, path, message: `expected ${wanted}, received ${show(data)}`, fix: `Write ${wanted}.` };
}

function expectation({ keyword, params, message = '', propertyName }: ErrorObject): string {
  if (keyword === 'enum') return `one of ${params.allowedValues.join(', ')}`;
  if (keyword === 'const') return show(params.allowedValue);
  if (keyword === 'type') return `${/^[aeio]/.test(params.type) ? 'an' : 'a'} ${params.type}`;
  if (propertyName !== undefined) return `a name that matches ${params.pattern}`;
  return `a value that ${message
    .replace(/^must be/, 'is')
    .replace(/^must have/, 'has')
    .replace(/^must NOT/, 'does not')
    .replace(/^must match/, 'matches')}`;
}
