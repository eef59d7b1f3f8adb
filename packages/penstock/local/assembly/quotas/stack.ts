import { onlyLocal } from '../../../build/only-local.ts';
import { type JsonObject, object } from '../../json.ts';
import type { StackTemplate } from '../read.ts';

/**
 * What CloudFormation refuses of a whole template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const limits: readonly (readonly [section: string, most: number])[] = [
  ['Resources', 500],
  ['Outputs', 200],
  ['Parameters', 200],
  ['Mappings', 200],
];
const bodyLimit = 1024 * 1024;

/** Whether a template is for AWS: that of a local stage alone may have more in it. */
export const isForAws = ({ Metadata }: JsonObject): boolean => object(Metadata)[onlyLocal] !== true;

export function stackProblems({ template }: StackTemplate): readonly string[] {
  const strange = Object.keys(object(template.Resources)).filter((id) => !/^[A-Za-z0-9]{1,255}$/.test(id));
  return [
    ...(isForAws(template) ? tooMuch(template) : []),
    ...strange.map((id) => `a logical id has 1 to 255 letters and digits, received ${JSON.stringify(id)}.`),
  ];
}

function tooMuch(template: JsonObject): readonly string[] {
  const size = Buffer.byteLength(JSON.stringify(template));
  const sections = limits.map(
    ([section, most]) => [section, most, Object.keys(object(template[section])).length] as const,
  );
  return [
    ...sections
      .filter(([, most, count]) => count > most)
      .map(([section, most, count]) => `a template has at the most ${most} ${section}, received ${count}.`),
    ...(size > bodyLimit ? [`a template has at the most ${bodyLimit} bytes, received ${size}.`] : []),
  ];
}
