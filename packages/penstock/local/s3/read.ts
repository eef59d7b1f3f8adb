import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { type ResourceStatement, readResourcePolicy } from '../iam/resource-policy.ts';
import { isObject, type JsonObject, list, object } from '../json.ts';
import type { BucketDefinition } from './definition.ts';

/** Reads the buckets of an assembly with their policies. */
export function readBuckets(assembly: ResolvedAssembly): readonly BucketDefinition[] {
  const policies = assembly.resources('AWS::S3::BucketPolicy');
  return assembly.resources('AWS::S3::Bucket').map(({ id, arn }) => ({
    name: id,
    arn,
    policy: policies
      .filter(({ properties }) => properties.Bucket === id)
      .flatMap((policy) => readPolicy(policy, assembly)),
  }));
}

/**
 * A statement that allows something under a condition that is not evaluated here, such as an address, allows nothing; one
 * that denies under such a condition is a problem.
 */
function readPolicy(policy: Resource, { problems }: ResolvedAssembly): readonly ResourceStatement[] {
  const statements: readonly JsonObject[] = list(object(policy.properties.PolicyDocument).Statement).filter(isObject);
  return statements.flatMap((statement) => {
    const found: string[] = [];
    const read = readResourcePolicy({ Statement: statement }, (message) => found.push(message));
    if (found.length === 0) return read;
    if (statement.Effect === 'Allow' && statement.Condition !== undefined) return [];
    for (const message of found) problems.add(policy, message, 'Properties.PolicyDocument');
    return [];
  });
}
