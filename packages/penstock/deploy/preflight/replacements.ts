import { asObject, show } from 'penstock-rules/json';
import { namedTypes } from 'penstock-rules/named-types';
import { resourcesIn } from '../deployed.ts';
import { type Check, finding } from './check.ts';

/**
 * No resource would have to be replaced by one of the same name: CloudFormation makes the new one first, and refuses.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-custom-named-resource-replace
 */
export const replacementCheck: Check = {
  id: 'replacements',
  find: async ({ deployed }) =>
    [...deployed].flatMap(([stack, { resources: before }]) =>
      Object.entries(resourcesIn(stack.template)).flatMap(([logicalId, { Type, Properties }]) => {
        const type = namedTypes[String(Type)];
        const old = asObject(before[logicalId]?.Properties);
        const now = asObject(Properties);
        if (type === undefined || before[logicalId]?.Type !== Type) return [];
        if (now[type.name] === undefined || show(now[type.name]) !== show(old[type.name])) return [];
        return type.replacedBy
          .filter((property) => JSON.stringify(old[property]) !== JSON.stringify(now[property]))
          .map((property) =>
            finding(
              `${property} of ${show(now[type.name])} (${logicalId}) in ${stack.name}`,
              show(now[property]),
              `${show(old[property])}, as it is deployed: another value makes a new ${String(Type)}, which needs a new name`,
              'give what changes another name beside the old one, and move over to it',
            ),
          );
      }),
    ),
};
