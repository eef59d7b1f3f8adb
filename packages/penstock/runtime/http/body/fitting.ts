import { bodyFindings } from '../../core/findings.ts';
import type { BodyContract } from '../../operation-contract.ts';
import { Problem, type ProblemFinding } from '../../problem/problem.ts';

/** The value, or every place where it does not fit; a field that could not be read is not also found to be missing. */
export function fitting(
  value: unknown,
  { validate }: BodyContract<unknown>,
  found: readonly ProblemFinding[],
): unknown {
  const placeOf = (finding: ProblemFinding) => ('pointer' in finding ? finding.pointer : undefined);
  const places = new Set(found.map(placeOf));
  const ofSchema = validate === undefined || validate(value) ? [] : bodyFindings(validate.errors ?? []);
  const errors = [...ofSchema.filter((finding) => !places.has(placeOf(finding))), ...found];
  if (errors.length === 0) return value;
  const where = errors.length === 1 ? 'one place' : `${errors.length} places`;
  throw new Problem('validation', `The body does not fit the contract in ${where}; see errors.`, { errors });
}
