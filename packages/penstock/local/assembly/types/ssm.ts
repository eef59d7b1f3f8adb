import { nameOf, type ResourceType } from './resource-type.ts';

/** Read by stacks that take a parameter's value, see `scope.ts`; no function reads one. */
export const ssmTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::SSM::Parameter': {
    properties: {
      AllowedPattern: 'any',
      Description: 'any',
      Name: 'any',
      Tags: 'any',
      Tier: 'any',
      Type: ['String'],
      Value: 'any',
    },
    replacedBy: ['Name'],
    ref: (parameter) => nameOf(parameter, 'Name'),
    attributes: { Type: () => 'String', Value: (parameter) => String(parameter.property('Value')) },
  },
};
