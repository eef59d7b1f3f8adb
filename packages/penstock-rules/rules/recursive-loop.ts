import { defineRule } from '../rule.ts';
import { eachResource, violation } from '../template/resources.ts';

export const recursiveLoopRule = defineRule({
  id: 'recursive-loop',
  title: 'Lambda may end a loop of a function that sends to what invokes it',
  why: 'Such a loop runs, and costs, without end; Lambda stops it after 16 rounds unless it is told to allow it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  check: eachResource(['AWS::Lambda::Function'], (resource) => {
    if (resource.properties.RecursiveLoop !== 'Allow') return [];
    const message = 'received "Allow", expected "Terminate"';
    return [violation(resource, 'Properties.RecursiveLoop', message, 'remove `recursiveLoop` of the Function')];
  }),
});
