import { arn, idOf, type ResourceType } from './resource-type.ts';

/** The processes of tasks run; their cluster, their service and what stands before them change nothing on a laptop. */
export const ecsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ECS::TaskDefinition': {
    properties: {
      ContainerDefinitions: 'any',
      Cpu: 'any',
      ExecutionRoleArn: 'any',
      Family: 'any',
      Memory: 'any',
      NetworkMode: ['awsvpc'],
      RequiresCompatibilities: ['FARGATE'],
      RuntimePlatform: 'any',
      Tags: 'any',
      TaskRoleArn: 'any',
    },
    replacedBy: [
      'ContainerDefinitions',
      'Cpu',
      'ExecutionRoleArn',
      'Family',
      'Memory',
      'NetworkMode',
      'RequiresCompatibilities',
      'RuntimePlatform',
      'TaskRoleArn',
    ],
    ref: (task) => arn(task, 'ecs', `task-definition/${String(task.property('Family') ?? idOf(task))}:1`),
    attributes: {
      TaskDefinitionArn: (task) =>
        arn(task, 'ecs', `task-definition/${String(task.property('Family') ?? idOf(task))}:1`),
    },
  },
};
