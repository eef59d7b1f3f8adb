import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { readRoles } from '../iam/roles.ts';
import { list, number, object, text } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';

/** A process that the template declares beside its functions. */
export interface TaskDefinition {
  /** By which the endpoint of AWS knows it: what it may is what its role may. */
  readonly identity: FunctionDefinition;
  /** The file that it runs. */
  readonly file: string;
}

/** The variable that names a task's bundle among the assets. */
const bundleVariable = 'BUNDLE_KEY';

/** Reads the tasks of an assembly; one that is not made of a bundle of this assembly is a problem. */
export function readTasks(assembly: ResolvedAssembly): readonly TaskDefinition[] {
  const roles = readRoles(assembly);
  return assembly.resources('AWS::ECS::TaskDefinition').flatMap((resource) => {
    const [container, ...others] = list(resource.properties.ContainerDefinitions).map(object);
    const environment = environmentOf(container ?? {});
    const file = assembly.assets.get(environment[bundleVariable] ?? '');
    const role = roles.get(String(resource.properties.TaskRoleArn));
    const refuse = (message: string, at: string) => assembly.problems.add(resource, message, `Properties.${at}`);
    if (file === undefined || others.length > 0) {
      refuse(
        `the local cloud runs no images, only one container with a bundle, named by ${bundleVariable}.`,
        containers,
      );
    }
    if (role === undefined) refuse('names a role that is not in the template.', 'TaskRoleArn');
    if (role?.trusts.includes('ecs-tasks.amazonaws.com') === false) {
      refuse(`role ${role.name} does not trust ecs-tasks.amazonaws.com.`, 'TaskRoleArn');
    }
    return file === undefined || role === undefined
      ? []
      : [{ file, identity: { ...define(resource, environment), role } }];
  });
}

const containers = 'ContainerDefinitions';

const environmentOf = ({ Environment }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list(Environment)
      .map(object)
      .map(({ Name, Value }) => [String(Name), String(Value)]),
  );

function define({ region, properties, id }: Resource, environment: FunctionDefinition['environment']) {
  const name = text(properties.Family) ?? id;
  return {
    name,
    arn: id,
    region,
    code: '',
    runtime: 'node',
    handler: '',
    memory: number(properties.Memory) ?? 512,
    timeout: 0,
    environment,
    logGroup: `/aws/ecs/${name}`,
    logFormat: 'JSON',
    tracing: false,
  } satisfies Omit<FunctionDefinition, 'role'>;
}
