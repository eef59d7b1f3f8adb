import { isObject, type JsonObject, object } from '../json.ts';
import { IntrinsicError } from './intrinsics.ts';

const ofSystemsManager = /^AWS::SSM::Parameter::Value<(.+)>$/;

/**
 * The value of a template's parameter: the given one, or its default. A type of Systems Manager names a parameter there,
 * and has that one's value.
 *
 * @param stored the value of a parameter of Systems Manager, undefined where there is none
 * @throws IntrinsicError where it has no value
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
export function parameterValue(
  name: string,
  declaration: JsonObject,
  given: string | undefined,
  stored: (name: string) => string | undefined,
): unknown {
  const chosen = given ?? declaration.Default;
  if (chosen === undefined) throw new IntrinsicError(`Parameters: [${name}] must have values.`);
  const type = String(declaration.Type);
  const inner = ofSystemsManager.exec(type)?.[1];
  if (inner === undefined) return typed(type, chosen);
  const found = stored(String(chosen));
  if (found === undefined) throw new IntrinsicError(`No stack of this region makes the parameter ${String(chosen)}.`);
  return typed(inner, found);
}

function typed(type: string, value: unknown): unknown {
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
}

/** What is wrong with the values that a deployment gives to parameters. */
export function parameterProblems(template: JsonObject, given: Readonly<Record<string, string>>): readonly string[] {
  const declared = object(template.Parameters);
  const strange = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  const missing = Object.entries(declared)
    .filter(([name, declaration]) => isObject(declaration) && declaration.Default === undefined && !(name in given))
    .map(([name]) => name);
  const refused = Object.entries(given).flatMap(([name, value]) => valueProblem(name, value, object(declared[name])));
  return [
    ...(strange.length === 0 ? [] : [`Parameters: [${strange.join(', ')}] do not exist in the template`]),
    ...(missing.length === 0 ? [] : [`Parameters: [${missing.join(', ')}] must have values`]),
    ...refused,
  ];
}

function valueProblem(name: string, value: string, { AllowedPattern, AllowedValues }: JsonObject): readonly string[] {
  if (Array.isArray(AllowedValues) && !AllowedValues.map(String).includes(value)) {
    return [`Parameter '${name}' must be one of AllowedValues`];
  }
  const fits = typeof AllowedPattern !== 'string' || new RegExp(`^(?:${AllowedPattern})$`).test(value);
  return fits ? [] : [`Parameter '${name}' must match pattern ${AllowedPattern}`];
}
